import type { Tx } from '#messaging';
import { loadBook } from '../database/load-book.js';
import { DUTY_FIELDS, loadPeople } from '../database/load-people.js';
import { markUnits } from '../database/mark-units.js';
import { saveChanged } from '../database/save-people.js';
import { owedAgain } from '../rules/end-waiver.js';
import type { TrainingDuty } from '../rules/person-training.js';

const OVER = `
  SELECT DISTINCT person_id AS "personId" FROM duty_waiver WHERE ended_on IS NULL AND until < $1::date ORDER BY person_id`;

const END = `
  UPDATE duty_waiver SET ended_on = $1::date
  WHERE ended_on IS NULL AND until < $1::date AND person_id = ANY ($2::uuid[]) RETURNING duty_id AS "dutyId", until`;

const WAIVED = `SELECT ${DUTY_FIELDS} FROM training_duty WHERE id = ANY ($1::uuid[]) ORDER BY id`;

/** What was waived until yesterday is owed again. */
export async function endWaivers(tx: Tx, today: string): Promise<void> {
  const personIds = (await tx.query<{ personId: string }>(OVER, [today])).map(({ personId }) => personId);
  if (personIds.length === 0) return;
  const book = await loadBook(tx);
  const people = new Map((await loadPeople(tx, personIds)).map(person => [person.personId, person]));
  const ended = await tx.query<{ dutyId: string; until: string }>(END, [today, personIds]);
  const untilOf = new Map(ended.map(({ dutyId, until }) => [dutyId, until]));
  const duties = await tx.query<TrainingDuty>(WAIVED, [[...untilOf.keys()]]);
  const owed = duties.flatMap(duty => {
    const person = people.get(duty.personId);
    return (person && owedAgain(person, duty, book, { today, until: untilOf.get(duty.id)! })) ?? [];
  });
  await saveChanged(tx, owed);
  await markUnits(tx, [...new Set(owed.map(({ duty }) => duty.unitId))]);
}
