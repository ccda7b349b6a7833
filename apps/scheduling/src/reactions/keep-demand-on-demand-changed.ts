import { Injectable } from '@nestjs/common';
import type { DemandChanged } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

// clock_timestamp() and not now(): the drafter waits for quiet since this moment, not since a long batch began.
const KEEP = `
  INSERT INTO unit_demand (unit_id, revision, desk_staff, groups, changed_at)
  SELECT d."unitId", d.revision, d."deskStaff", d.groups, clock_timestamp()
  FROM jsonb_to_recordset($1::jsonb) AS d("unitId" uuid, revision int, "deskStaff" int, groups jsonb)
  ORDER BY d."unitId"
  ON CONFLICT (unit_id) DO UPDATE
  SET revision = excluded.revision, desk_staff = excluded.desk_staff, groups = excluded.groups,
    changed_at = excluded.changed_at
  WHERE unit_demand.revision < excluded.revision`;

/** Keeps the newest demand list of each unit. */
@Injectable()
export class KeepDemandOnDemandChanged implements Reaction<DemandChanged> {
  async handle(events: Received<DemandChanged>[], tx: Tx): Promise<void> {
    const newest = new Map<string, Received<DemandChanged>>();
    for (const event of events) {
      const known = newest.get(event.data.unitId);
      if (!known || known.revision < event.revision) newest.set(event.data.unitId, event);
    }
    await tx.query(KEEP, [JSON.stringify([...newest.values()].map(({ data, revision }) => ({ ...data, revision })))]);
  }
}
