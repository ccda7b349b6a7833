import { Injectable } from '@nestjs/common';
import { NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { holdBook, loadBook } from '../database/load-book.js';
import { loadLatestFacts } from '../database/load-latest-facts.js';
import { loadPeople } from '../database/load-people.js';
import { answerFacts } from '../database/record-facts.js';
import { savePeople } from '../database/save-people.js';
import { followAgain } from '../rules/find-differences.js';

const MOST_AT_ONCE = 5_000;

const PEOPLE = `
  SELECT DISTINCT person_id AS "personId" FROM duty_difference
  WHERE reconciliation_id = $1 AND repaired_at IS NULL AND kind <> 'news-missing'
  ORDER BY person_id LIMIT ${MOST_AT_ONCE}`;

const REPAIRED = `
  UPDATE duty_difference SET repaired_by = $3, repaired_at = now()
  WHERE reconciliation_id = $1 AND person_id = ANY ($2::uuid[]) AND kind <> 'news-missing' AND repaired_at IS NULL
  RETURNING person_id`;

/** Puts right what a run found, as it stands now; each repair is on record with who asked for it. */
@Injectable()
export class RepairDutiesHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(id: string, key: RequestKey): Promise<{ repaired: number; people: number }> {
    return this.idempotency.run(key, { id }, async tx => {
      const [run] = await tx.query('SELECT id FROM duty_reconciliation WHERE id = $1 FOR UPDATE', [id]);
      if (!run) throw new NotFoundError('ENROLLMENT.RECONCILIATION_UNKNOWN', { id });
      const personIds = (await tx.query<{ personId: string }>(PEOPLE, [id])).map(({ personId }) => personId);
      await repair(tx, personIds);
      const repaired = await tx.query(REPAIRED, [id, personIds, key.subject]);
      return { repaired: repaired.length, people: personIds.length };
    });
  }
}

async function repair(tx: Tx, personIds: string[]): Promise<void> {
  if (personIds.length === 0) return;
  await holdBook(tx);
  const book = await loadBook(tx);
  const people = new Map((await loadPeople(tx, personIds)).map(person => [person.personId, person]));
  const facts = await loadLatestFacts(tx, personIds);
  const followed = facts.flatMap(fact => {
    const person = people.get(fact.personId);
    return (person && followAgain(person, fact, book)) ?? [];
  });
  await savePeople(tx, followed, () => undefined);
  await answerFacts(tx, followed);
}
