import type { Tx } from '#messaging';
import type { RegistryFacts } from '../rules/check-moves.js';
import type { Span } from '../rules/check-step.js';
import { unitLookup, type DatedUnit, type UnitLookup } from '../rules/dated-units.js';
import type { MoveDraft } from '../rules/move.js';
import type { RegisteredUnit } from '../rules/unit.js';

const ALL_UNITS = `
  SELECT u.id, n.code, u.level, lower(n.valid) AS "from", upper(n.valid) AS "to", upper(u.valid) AS ends
  FROM unit_name n JOIN unit u ON u.id = n.unit_id`;

const UNITS_OF_CODES = `${ALL_UNITS} WHERE n.code = ANY ($1)`;

const CAREERS = `
  SELECT p.staff_code AS "staffCode", p.revision, ARRAY(
    SELECT jsonb_build_object('from', lower(h.valid), 'to', upper(h.valid)) FROM post_holding h
    WHERE h.person_id = p.id ORDER BY h.valid) AS spans
  FROM person p WHERE p.staff_code = ANY ($1)`;

const CURRENT_UNITS = `
  SELECT u.id, n.code, n.name, n.kind, u.level, u.parent_id AS "parentId", u.province_id AS "provinceId", u.revision,
    lower(n.valid) AS "from", upper(n.valid) AS "to"
  FROM unit_name n JOIN unit u ON u.id = n.unit_id WHERE upper_inf(n.valid) OR upper(n.valid) >= $1`;

/** Everything that the rows are checked against, by one statement for units and one for people. */
export async function loadFacts(tx: Tx, drafts: readonly MoveDraft[]): Promise<RegistryFacts> {
  const codes = [...new Set(drafts.flatMap(({ unitCode }) => unitCode ?? []))];
  const units = await tx.query<DatedUnit>(UNITS_OF_CODES, [codes]);
  return { unitOn: unitLookup(units), careers: await loadCareers(tx, drafts) };
}

export interface KnownCareer {
  spans: Span[];
  /** The person's, which every change of its posts raises. */
  revision: number;
}

/** Where the people of the rows stand, by staff code. */
export async function loadCareers(tx: Tx, drafts: readonly MoveDraft[]): Promise<Map<string, KnownCareer>> {
  const staffCodes = [...new Set(drafts.map(({ staffCode }) => staffCode))];
  const people = await tx.query<KnownCareer & { staffCode: string }>(CAREERS, [staffCodes]);
  return new Map(people.map(({ staffCode, spans, revision }) => [staffCode, { spans, revision }]));
}

/** Every unit that ever was: a whole country fits in little memory. */
export async function loadUnitLookup(tx: Tx): Promise<UnitLookup> {
  return unitLookup(await tx.query<DatedUnit>(ALL_UNITS));
}

/** The units valid on a date or later, and those that ended on it. */
export function loadUnitsFrom(tx: Tx, date: string): Promise<RegisteredUnit[]> {
  return tx.query<RegisteredUnit>(CURRENT_UNITS, [date]);
}
