import type { Tx } from '#messaging';
import type { NewUnit } from '../rules/unit.js';

/** Adds units that begin on their own date; parents and children may stand in one list. */
export async function insertUnits(tx: Tx, units: readonly NewUnit[], decision: string): Promise<void> {
  if (units.length === 0) return;
  await tx.query(
    `INSERT INTO unit (id, code, name, kind, level, parent_id, province_id, longitude, latitude, valid, decision)
     SELECT n.id, n.code, n.name, n.kind, n.level, n.parent_id, n.province_id, n.longitude, n.latitude,
       daterange(n.valid_from, NULL), $11
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[],
                 $8::float8[], $9::float8[], $10::date[])
       AS n (id, code, name, kind, level, parent_id, province_id, longitude, latitude, valid_from)`,
    [
      units.map(({ id }) => id),
      units.map(({ code }) => code),
      units.map(({ name }) => name),
      units.map(({ kind }) => kind),
      units.map(({ level }) => level),
      units.map(({ parentId }) => parentId),
      units.map(({ provinceId }) => provinceId),
      units.map(({ longitude }) => longitude),
      units.map(({ latitude }) => latitude),
      units.map(({ from }) => from),
      decision,
    ],
  );
}

/** Lets units end: their last day is the day before the date. */
export async function endUnits(tx: Tx, ids: readonly string[], date: string): Promise<void> {
  await tx.query('UPDATE unit SET valid = daterange(lower(valid), $2::date) WHERE id = ANY ($1::uuid[])', [ids, date]);
}

/** Raises the revision of units that an event is about, and gives it by unit. */
export async function raiseUnitRevisions(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: string; revision: number }>(
    'UPDATE unit SET revision = revision + 1 WHERE id = ANY ($1::uuid[]) RETURNING id, revision',
    [ids],
  );
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

export async function insertSuccessions(
  tx: Tx,
  pairs: readonly { predecessorId: string; successorId: string }[],
  effectiveOn: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO unit_succession (predecessor_id, successor_id, effective_on)
     SELECT p, s, $3 FROM unnest($1::uuid[], $2::uuid[]) AS pair (p, s)`,
    [pairs.map(({ predecessorId }) => predecessorId), pairs.map(({ successorId }) => successorId), effectiveOn],
  );
}
