import { Injectable } from '@nestjs/common';
import type { UnitsMerged } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';
import { endUnits } from '../database/end-units.js';
import { markUnits } from '../database/mark-units.js';

const SUCCESSORS = `
  INSERT INTO unit_successor (predecessor_id, successor_id, effective_on)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::date[]) ON CONFLICT DO NOTHING`;

// Walks on from every heir, because a unit may be merged again and the news of it may have come first.
const REACH = `
  WITH RECURSIVE reach AS (
    SELECT class_id, successor_id AS unit_id
    FROM class_reach JOIN unit_successor ON predecessor_id = unit_id
      JOIN training_class ON training_class.id = class_id AND status = 'open'
    WHERE predecessor_id = ANY ($1::uuid[])
    UNION SELECT class_id, successor_id FROM reach JOIN unit_successor ON predecessor_id = unit_id)
  INSERT INTO class_reach (class_id, unit_id) SELECT class_id, unit_id FROM reach ON CONFLICT DO NOTHING
  RETURNING unit_id AS "unitId"`;

/** What was in reach of the old units is in reach of the new one; the old ones give nobody a view of people any more. */
@Injectable()
export class FollowUnitsOnUnitsMerged implements Reaction<UnitsMerged> {
  async handle(events: Received<UnitsMerged>[], tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('unit-succession'))`);
    const heirs = events.flatMap(({ data }) =>
      data.predecessorUnitIds.map(predecessorId => ({ ...data, predecessorId })),
    );
    const predecessors = heirs.map(({ predecessorId }) => predecessorId);
    await tx.query(SUCCESSORS, [
      predecessors,
      heirs.map(({ successorUnitId }) => successorUnitId),
      heirs.map(({ effectiveDate }) => effectiveDate),
    ]);
    await endUnits(
      tx,
      heirs.map(({ predecessorId, effectiveDate }) => ({ unitId: predecessorId, on: effectiveDate })),
    );
    const reached = await tx.query<{ unitId: string }>(REACH, [predecessors]);
    await markUnits(tx, [...new Set(reached.map(({ unitId }) => unitId))]);
  }
}
