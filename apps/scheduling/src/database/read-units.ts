import type { Reader } from './reader.js';
import type { KnownUnit, Units } from '../rules/units.js';

const COLUMNS = `id, code, name, kind, level, parent_id AS "parentId", province_id AS "provinceId", longitude, latitude,
  valid_from AS "validFrom", valid_to AS "validTo"`;

/** Every unit, also those that ended: a class or a demand may still name one. */
export async function readUnits(db: Reader): Promise<Units> {
  const rows = await db.query<KnownUnit>(`SELECT ${COLUMNS} FROM known_unit`);
  return new Map(rows.map(unit => [unit.id, unit]));
}
