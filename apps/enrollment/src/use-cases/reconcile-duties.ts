import { Injectable } from '@nestjs/common';
import { Clock, newId } from '#kernel';
import { Transaction, type Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { holdBook, loadBook } from '../database/load-book.js';
import { loadLatestFacts } from '../database/load-latest-facts.js';
import { peekPeople } from '../database/load-people.js';
import { differencesOf, followAgain, type Difference } from '../rules/find-differences.js';

const PEOPLE_AT_ONCE = 2_000;

const NEXT_PEOPLE = `
  SELECT person_id AS "personId" FROM person_state
  WHERE revision > 0 AND ($1::uuid IS NULL OR person_id > $1) ORDER BY person_id LIMIT ${PEOPLE_AT_ONCE}`;

// Of two replicas that begin the same night, one stays.
const BEGIN = `
  INSERT INTO duty_reconciliation (id, business_date, asked_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id`;

const KEEP = `
  INSERT INTO duty_difference (reconciliation_id, person_id, n, kind, facts)
  SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::text[], $5::jsonb[])`;

/** Who asked by `system` is the night's run, one a day. */
export const NIGHTLY = 'system';

/** Recomputes for everybody who should have which duty, and lists each difference with its reason; it changes none. */
@Injectable()
export class ReconcileDutiesHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  /** Gives the id of the run; undefined when tonight's was there already. */
  async execute(askedBy: string, key?: RequestKey): Promise<string | undefined> {
    const begin = (tx: Tx) => begun(tx, askedBy, this.clock.today());
    const { id } = await (key ? this.idempotency.run(key, {}, begin) : this.transaction.run(begin));
    if (id === null) return undefined;
    // The same key again: the run that it began is not begun twice.
    if (!(await this.transaction.run(tx => takeUp(tx, id)))) return id;
    let people = 0;
    for (let after: string | null = null; ;) {
      const from: string | null = after;
      const seen: string[] = await this.transaction.run(tx => compare(tx, id, from));
      people += seen.length;
      after = seen.at(-1) ?? null;
      if (seen.length < PEOPLE_AT_ONCE) break;
    }
    await this.transaction.run(tx =>
      tx.query('UPDATE duty_reconciliation SET ended_at = clock_timestamp(), people = $2 WHERE id = $1', [id, people]),
    );
    return id;
  }
}

/** The id of a new run; null when the night's run was there already. */
async function begun(tx: Tx, askedBy: string, today: string): Promise<{ id: string | null }> {
  const id = newId();
  const inserted = await tx.query(BEGIN, [id, today, askedBy]);
  return { id: inserted.length > 0 ? id : null };
}

async function takeUp(tx: Tx, id: string): Promise<boolean> {
  const taken = await tx.query(
    'UPDATE duty_reconciliation SET taken_up = true WHERE id = $1 AND NOT taken_up RETURNING id',
    [id],
  );
  return taken.length > 0;
}

/** Gives the people who were looked at. */
async function compare(tx: Tx, id: string, after: string | null): Promise<string[]> {
  await holdBook(tx);
  const book = await loadBook(tx);
  const personIds = (await tx.query<{ personId: string }>(NEXT_PEOPLE, [after])).map(({ personId }) => personId);
  const people = new Map((await peekPeople(tx, personIds)).map(person => [person.personId, person]));
  const found: (Difference & { personId: string; n: number })[] = [];
  for (const fact of await loadLatestFacts(tx, personIds)) {
    const person = people.get(fact.personId);
    if (!person) continue;
    const differences = differencesOf(person, fact, followAgain(person, fact, book));
    found.push(...differences.map((difference, n) => ({ ...difference, personId: fact.personId, n })));
  }
  if (found.length > 0)
    await tx.query(KEEP, [
      id,
      found.map(({ personId }) => personId),
      found.map(({ n }) => n),
      found.map(({ kind }) => kind),
      found.map(({ facts }) => JSON.stringify(facts)),
    ]);
  return personIds;
}
