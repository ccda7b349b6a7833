import type { Tx } from '#messaging';
import type { RenamedUnit, Succession } from '../rules/plan-unit-change.js';
import { sourceOf, type UnitDecision } from '../rules/unit-decision.js';
import type { NewUnit } from '../rules/unit.js';

/** Records a decision before what it changes, which points to it. */
export async function insertUnitChange(
  tx: Tx,
  change: {
    kind: 'import' | 'change';
    effectiveDate: string;
    decision: UnitDecision;
    subject: string;
    summary: object;
  },
): Promise<void> {
  const { kind, effectiveDate, decision, subject, summary } = change;
  const { id, number, issuedOn, issuer } = decision;
  await tx.query(
    `INSERT INTO unit_change (id, kind, effective_date, decision, issuer, issued_on, summary, changed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, kind, effectiveDate, number, issuer, issuedOn, JSON.stringify(summary), subject],
  );
}

/** Adds units that begin on their own date; parents and children may stand in one list. */
export async function insertUnits(tx: Tx, units: readonly NewUnit[], decision: UnitDecision): Promise<void> {
  if (units.length === 0) return;
  await tx.query(
    `INSERT INTO unit (id, code, name, kind, level, parent_id, province_id, longitude, latitude, valid, decision,
       change_id)
     SELECT n.id, n.code, n.name, n.kind, n.level, n.parent_id, n.province_id, n.longitude, n.latitude,
       daterange(n.valid_from, NULL), $11, $12
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
      sourceOf(decision),
      decision.id,
    ],
  );
  await tx.query(
    `INSERT INTO unit_name (unit_id, code, name, kind, valid, decision, change_id)
     SELECT id, code, name, kind, valid, decision, change_id FROM unit WHERE id = ANY ($1::uuid[])`,
    [units.map(({ id }) => id)],
  );
}

/** Lets units end: their last day is the day before the date. */
export async function endUnits(tx: Tx, ids: readonly string[], date: string, changeId: string): Promise<void> {
  await tx.query(
    'UPDATE unit SET valid = daterange(lower(valid), $2::date), ended_by = $3 WHERE id = ANY ($1::uuid[])',
    [ids, date, changeId],
  );
  await endNames(tx, ids, date);
}

async function endNames(tx: Tx, ids: readonly string[], date: string): Promise<void> {
  await tx.query(
    `UPDATE unit_name SET valid = daterange(lower(valid), $2::date)
     WHERE unit_id = ANY ($1::uuid[]) AND upper_inf(valid)`,
    [ids, date],
  );
}

/** Gives units another name or code from a date on; the earlier ones stay with their dates. */
export async function renameUnits(
  tx: Tx,
  renamed: readonly RenamedUnit[],
  date: string,
  decision: UnitDecision,
): Promise<void> {
  if (renamed.length === 0) return;
  const ids = renamed.map(({ unit }) => unit.id);
  await endNames(tx, ids, date);
  const params = [
    ids,
    renamed.map(({ code }) => code),
    renamed.map(({ name }) => name),
    renamed.map(({ kind }) => kind),
  ];
  const given = 'unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS n (id, code, name, kind)';
  await tx.query(
    `UPDATE unit SET code = n.code, name = n.name, kind = n.kind FROM ${given} WHERE unit.id = n.id`,
    params,
  );
  await tx.query(
    `INSERT INTO unit_name (unit_id, code, name, kind, valid, decision, change_id)
     SELECT n.id, n.code, n.name, n.kind, daterange($5::date, NULL), $6, $7 FROM ${given}`,
    [...params, date, sourceOf(decision), decision.id],
  );
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
  pairs: readonly Succession[],
  effectiveOn: string,
  changeId: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO unit_succession (predecessor_id, successor_id, kind, effective_on, change_id)
     SELECT p, s, k, $4, $5 FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS pair (p, s, k)`,
    [
      pairs.map(({ predecessorId }) => predecessorId),
      pairs.map(({ successorId }) => successorId),
      pairs.map(({ kind }) => kind),
      effectiveOn,
      changeId,
    ],
  );
}
