import type { DataSource, EntityManager } from 'typeorm';
import { newId } from '#kernel';
import { PlainDuty, PlainHolding, PlainMessage, PlainPerson, PlainUnit } from './plain-staff.js';
import { timed } from './timed.js';

interface PlainMove {
  batchId: string;
  personId: string;
  unitId: string;
  post: string;
  duties: string[];
  effectiveDate: string;
}

const MOVES = `
  SELECT batch_id AS "batchId", person_id AS "personId", unit_id AS "unitId", post, duties,
    effective_date::text AS "effectiveDate"
  FROM public.reassignment_row WHERE batch_id = $1 AND position < $2 ORDER BY position`;

/** Applies the first moves of a batch one by one, as a plain service does; how many a second. */
export async function movesPerSecond(dataSource: DataSource, batchId: string, count: number): Promise<number> {
  const moves = await dataSource.query<PlainMove[]>(MOVES, [batchId, count]);
  const seconds = await timed(async () => {
    for (const move of moves) await dataSource.transaction(manager => apply(manager, move));
  });
  return moves.length / seconds;
}

/** One change: the person is loaded with what it holds, what ends is ended, what begins is added, all of it is saved. */
async function apply(manager: EntityManager, move: PlainMove): Promise<void> {
  const person = await manager.findOneOrFail(PlainPerson, {
    where: { id: move.personId },
    relations: { holdings: { unit: true }, duties: { unit: true } },
  });
  const unit = await manager.findOneByOrFail(PlainUnit, { id: move.unitId });
  const holdings = person.holdings.filter(({ until }) => until === null);
  const duties = person.duties.filter(({ until }) => until === null);
  const before = stateOf(holdings[0]?.unit, holdings[0]?.post, duties);
  for (const ended of [...holdings, ...duties]) ended.until = move.effectiveDate;
  const since = { unit, since: move.effectiveDate, until: null };
  person.holdings.push(manager.create(PlainHolding, { ...since, post: move.post }));
  const begun = move.duties.map(duty => manager.create(PlainDuty, { ...since, duty }));
  person.duties.push(...begun);
  person.revision += 1;
  await manager.save(person);
  const { batchId, personId, effectiveDate } = move;
  const after = stateOf(unit, move.post, begun);
  await manager.save(
    manager.create(PlainMessage, {
      id: newId(),
      topic: 'staff.assignment.batch',
      key: personId,
      headers: { type: 'staff.StaffReassigned', revision: String(person.revision) },
      payload: JSON.stringify({ personId, cause: 'election', effectiveDate, batchId, before, after }),
    }),
  );
}

const stateOf = (unit: PlainUnit | undefined, post: string | undefined, duties: PlainDuty[]) => ({
  unitId: unit?.id,
  unitLevel: unit?.level,
  post,
  duties: duties.map(({ duty }) => duty).sort(),
});

const HELD = (holding: string, of: string, what: string) => `
  SELECT ${of} AS person, ${holding}, ${what} AS what`;

const DIFFERENT = `
  WITH moved AS (SELECT person_id FROM public.reassignment_row WHERE batch_id = $1 AND position < $2),
  ours AS (
    ${HELD('unit_id AS unit, lower(valid) AS since, upper(valid) AS until', 'person_id', 'post')} FROM public.post_holding
    UNION ALL
    ${HELD('unit_id, lower(valid), upper(valid)', 'person_id', 'duty')} FROM public.concurrent_duty),
  plain AS (
    ${HELD('"unitId" AS unit, since, until', '"personId"', 'post')} FROM plain.holding
    UNION ALL
    ${HELD('"unitId", since, until', '"personId"', 'duty')} FROM plain.duty),
  events AS (
    SELECT o.payload::jsonb AS ours, p.payload::jsonb AS plain
    FROM moved LEFT JOIN public.outbox o ON o.key = moved.person_id::text
      LEFT JOIN plain.outbox p ON p.key = o.key AND p.headers ->> 'revision' = o.headers ->> 'revision')
  SELECT
    (SELECT count(*)::int FROM (
      (SELECT * FROM ours WHERE person IN (SELECT * FROM moved) EXCEPT ALL SELECT * FROM plain)
      UNION ALL
      (SELECT * FROM plain WHERE person IN (SELECT * FROM moved) EXCEPT ALL SELECT * FROM ours)) rows)
    + (SELECT count(*)::int FROM events WHERE ours IS DISTINCT FROM plain)
    + (SELECT count(*)::int FROM moved JOIN public.person o ON o.id = person_id JOIN plain.person p ON p.id = person_id
       WHERE (o.revision, o.status) IS DISTINCT FROM (p.revision, p.status)) AS n`;

/** How many rows and events of the moved people differ between the registry and the plain service. */
export async function differences(dataSource: DataSource, batchId: string, count: number): Promise<number> {
  const [row] = await dataSource.query<{ n: number }[]>(DIFFERENT, [batchId, count]);
  return row?.n ?? Number.NaN;
}
