import { Injectable } from '@nestjs/common';
import type { ClassOpened } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

const CLASSES = `
  INSERT INTO training_class
    (id, plan_id, programme_id, class_type, purpose, host_unit_id, starts_on, ends_on, minimum, maximum,
     trainer, skill)
  SELECT "classId", "planId", "programmeId", "classType", purpose, "hostUnitId", "startsOn", "endsOn", minimum, maximum,
    trainer, skill
  FROM json_to_recordset($1) AS new ("classId" uuid, "planId" uuid, "programmeId" uuid, "classType" text, purpose text,
    "hostUnitId" uuid, "startsOn" date, "endsOn" date, minimum int, maximum int, trainer text, skill text)
  ON CONFLICT DO NOTHING
  RETURNING id`;

const SEAT_PLANS = `
  INSERT INTO class_seat_plan (class_id, unit_id, seats, desk_seats)
  SELECT "classId", "unitId", seats, "deskSeats"
  FROM json_to_recordset($1) AS new ("classId" uuid, "unitId" uuid, seats int, "deskSeats" int)
  ON CONFLICT DO NOTHING`;

// A plan may still name a unit that has been merged since it was made: its heirs, and theirs, inherit the reach.
const REACH = `
  WITH RECURSIVE reach AS (
    SELECT class_id, unit_id FROM unnest($1::uuid[], $2::uuid[]) AS told (class_id, unit_id)
    UNION SELECT class_id, successor_id FROM reach JOIN unit_successor ON predecessor_id = unit_id)
  INSERT INTO class_reach (class_id, unit_id) SELECT class_id, unit_id FROM reach ON CONFLICT DO NOTHING`;

/** Takes a class into the offer; the allocator fills it. */
@Injectable()
export class OpenClassOnClassOpened implements Reaction<ClassOpened> {
  async handle(events: Received<ClassOpened>[], tx: Tx): Promise<void> {
    await holdSuccession(tx);
    const inserted = await tx.query<{ id: string }>(CLASSES, [JSON.stringify(events.map(({ data }) => data))]);
    const fresh = new Set(inserted.map(({ id }) => id));
    const classes = events.map(({ data }) => data).filter(({ classId }) => fresh.has(classId));
    const plans = classes.flatMap(({ classId, seatPlan }) => seatPlan.map(plan => ({ classId, ...plan })));
    const reach = [
      ...plans,
      ...classes.flatMap(({ classId, reachUnitIds }) => reachUnitIds.map(unitId => ({ classId, unitId }))),
    ];
    await tx.query(SEAT_PLANS, [JSON.stringify(plans)]);
    await tx.query(REACH, [reach.map(({ classId }) => classId), reach.map(({ unitId }) => unitId)]);
  }
}

/** Without it a class and a merger that commit together would not know of each other. */
async function holdSuccession(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('unit-succession'))`);
}
