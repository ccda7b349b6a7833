import type { FrozenClass } from '#planner';
import type { Reader } from './reader.js';

type Frozen = Omit<FrozenClass, 'trainerId'> & { trainerId: string | null };

/** Classes that are approved or wait for a decision: hosts, trainers and the officers of their desks are taken on their days. */
export async function readFrozen(db: Reader, from: string, to: string): Promise<FrozenClass[]> {
  const rows = await db.query<Frozen>(
    `SELECT c.host_unit_id AS "hostUnitId", c.starts_on AS "startsOn", c.ends_on AS "endsOn", c.trainer_id AS "trainerId",
       coalesce((SELECT jsonb_agg(jsonb_build_object('unitId', s.unit_id, 'deskOfficers', s.desk_seats) ORDER BY s.unit_id)
         FROM class_seat_plan s WHERE s.class_id = c.id AND s.desk_seats > 0), '[]') AS desks
     FROM training_class c JOIN plan p ON p.id = c.plan_id
     WHERE c.status IN ('planned', 'open') AND p.status IN ('submitted', 'approved')
       AND c.ends_on >= $1 AND c.starts_on <= $2
     ORDER BY c.starts_on, c.id`,
    [from, to],
  );
  return rows.map(({ trainerId, ...one }) => (trainerId === null ? one : { ...one, trainerId }));
}
