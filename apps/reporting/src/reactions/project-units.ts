import { Injectable } from '@nestjs/common';
import { UnitEstablished, UnitRenamed, UnitsMerged, type UnitDissolved } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

type UnitEvent = UnitEstablished | UnitRenamed | UnitsMerged | UnitDissolved;

const ESTABLISH = `
  INSERT INTO unit_fact (unit_id, code, name, level, parent_id, valid_from)
  SELECT DISTINCT ON (unit_id) *
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::date[])
    AS established (unit_id, code, name, level, parent_id, valid_from)
  ON CONFLICT (unit_id) DO UPDATE
  SET code = excluded.code, name = excluded.name, level = excluded.level, parent_id = excluded.parent_id,
    valid_from = excluded.valid_from, updated_at = clock_timestamp()`;

const RENAME = `
  UPDATE unit_fact SET code = $2, name = $3, updated_at = clock_timestamp() WHERE unit_id = $1`;

// valid_to is the first day on which the unit is no more.
const END = `
  INSERT INTO unit_fact AS d (unit_id, valid_to, successor_id)
  SELECT DISTINCT ON (unit_id) *
  FROM unnest($1::uuid[], $2::date[], $3::uuid[]) AS ended (unit_id, valid_to, successor_id)
  ORDER BY unit_id, successor_id NULLS LAST
  ON CONFLICT (unit_id) DO UPDATE
  SET valid_to = excluded.valid_to, successor_id = coalesce(excluded.successor_id, d.successor_id),
    updated_at = clock_timestamp()`;

/** Keeps the units with their validity, and which unit took the place of which. */
@Injectable()
export class ProjectUnits implements Reaction<UnitEvent> {
  async handle(events: Received<UnitEvent>[], tx: Tx): Promise<void> {
    const established: UnitEstablished[] = [];
    const renamed: UnitRenamed[] = [];
    const ended: { unitId: string; on: string; successorId: string | null }[] = [];
    for (const { data } of events) {
      if (data instanceof UnitEstablished) established.push(data);
      else if (data instanceof UnitRenamed) renamed.push(data);
      else if (data instanceof UnitsMerged)
        for (const unitId of data.predecessorUnitIds)
          ended.push({ unitId, on: data.effectiveDate, successorId: data.successorUnitId });
      else ended.push({ unitId: data.unitId, on: data.effectiveDate, successorId: null });
    }
    await tx.query(ESTABLISH, [
      established.map(({ unitId }) => unitId),
      established.map(({ code }) => code),
      established.map(({ name }) => name),
      established.map(({ level }) => level),
      established.map(({ parentUnitId }) => parentUnitId),
      established.map(({ validFrom }) => validFrom),
    ]);
    for (const { unitId, code, name } of renamed) await tx.query(RENAME, [unitId, code, name]);
    await tx.query(END, [
      ended.map(({ unitId }) => unitId),
      ended.map(({ on }) => on),
      ended.map(({ successorId }) => successorId),
    ]);
  }
}
