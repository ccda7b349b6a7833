import type { UnitDemand } from '../rules/build-problem.js';
import type { Reader } from './reader.js';

/** The demand of a programme, unit by unit. */
export function readDemand(db: Reader, programmeId: string): Promise<UnitDemand[]> {
  return db.query<UnitDemand>(
    `SELECT unit_id AS "unitId", desk_staff AS "deskStaff", groups FROM unit_demand
     WHERE groups @> jsonb_build_array(jsonb_build_object('programmeId', $1::text)) ORDER BY unit_id`,
    [programmeId],
  );
}
