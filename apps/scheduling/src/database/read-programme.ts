import type { ProgrammeRules } from '#contracts';
import type { Reader } from './reader.js';

export interface Programme {
  id: string;
  code: string;
  version: number;
  from: string;
  /** The last day in force; null: open. */
  to: string | null;
  rules: ProgrammeRules;
}

const SELECT = `SELECT id, code, version, lower(valid) AS "from", upper(valid) - 1 AS "to", rules FROM programme`;

export async function readProgramme(db: Reader, id: string): Promise<Programme | undefined> {
  return (await db.query<Programme>(`${SELECT} WHERE id = $1`, [id]))[0];
}

/** The version of a programme that is in force on a day. */
export async function programmeInForce(db: Reader, code: string, date: string): Promise<Programme | undefined> {
  return (await db.query<Programme>(`${SELECT} WHERE code = $1 AND valid @> $2::date`, [code, date]))[0];
}

/** Every programme, the one that came into force last first. */
export function readProgrammes(db: Reader): Promise<Programme[]> {
  return db.query<Programme>(`${SELECT} ORDER BY valid DESC`);
}

/** The newest programme under which somebody waits for retraining. */
export async function programmeWithRetraining(db: Reader): Promise<Programme | undefined> {
  const programmes = await db.query<Programme>(
    `${SELECT} WHERE EXISTS (
       SELECT FROM unit_demand d, jsonb_to_recordset(d.groups) AS g("programmeId" uuid, retraining boolean, waiting int)
       WHERE g."programmeId" = programme.id AND g.retraining AND g.waiting > 0)
     ORDER BY valid DESC LIMIT 1`,
  );
  return programmes[0];
}
