// The first net below the inbox: one revision of a person counts once, whatever the id of the message that brings it.
import { arrayText, column, columnText, jsonLines, type Tx } from '#messaging';
import type { FollowedPerson } from '../rules/follow-person.js';
import type { AssignmentFact, PersonTraining } from '../rules/person-training.js';

const HEARD = `
  SELECT person_id AS "personId", revision FROM assignment_fact
  WHERE (person_id, revision) IN (SELECT * FROM unnest($1::uuid[], $2::int[]))`;

const RECORD = `
  INSERT INTO assignment_fact (person_id, revision, event_id, cause, effective_date, batch_id, judged, duty_id, after, backdated)
  SELECT person_id, revision, event_id, cause, effective_date, batch_id, judged, duty_id,
    nullif(after, 'null')::jsonb, nullif(backdated, 'null')::jsonb
  FROM ROWS FROM (
      unnest($1::uuid[], $2::int[], $3::uuid[], ${column(4, 'text')}, ${column(5, 'date')}, ${column(6, 'uuid')},
        ${column(7, 'boolean')}, $8::uuid[]),
      string_to_table($9, E'\\n'), string_to_table($10, E'\\n'))
    AS new (person_id, revision, event_id, cause, effective_date, batch_id, judged, duty_id, after, backdated)
  ORDER BY person_id, revision`;

const ANSWER = `
  UPDATE assignment_fact fact SET duty_id = new.duty_id
  FROM unnest($1::uuid[], $2::int[], $3::uuid[]) AS new (person_id, revision, duty_id)
  WHERE (fact.person_id, fact.revision) = (new.person_id, new.revision) AND fact.duty_id IS NULL`;

/** Of facts about people who are locked, those that were not recorded yet; each once, and in their order. */
export async function newFacts(
  tx: Tx,
  facts: readonly AssignmentFact[],
  people: readonly PersonTraining[],
): Promise<AssignmentFact[]> {
  const stored = new Map(people.map(({ personId, revision }) => [personId, revision]));
  // A revision above a person's own is in no record; one below may have come out of order, or a second time.
  const older = facts.filter(({ personId, revision }) => revision <= (stored.get(personId) ?? 0));
  const heard = older.length === 0 ? [] : await tx.query<AssignmentFact>(HEARD, keysOf(older));
  const known = Map.groupBy(heard, ({ personId }) => personId);
  return facts.filter(fact => {
    const ofPerson = known.get(fact.personId);
    if (ofPerson?.some(({ revision }) => revision === fact.revision)) return false;
    if (ofPerson) ofPerson.push(fact);
    else known.set(fact.personId, [fact]);
    return true;
  });
}

/** Records new facts, the very objects that were followed, with the duty that answers each; the duties are saved. */
export async function recordFacts(
  tx: Tx,
  facts: readonly AssignmentFact[],
  followed: readonly FollowedPerson[],
  isJudged: (fact: AssignmentFact) => boolean,
): Promise<void> {
  const duties = new Map(followed.flatMap(({ answered }) => answered.map(({ fact, dutyId }) => [fact, dutyId])));
  await tx.query(RECORD, [
    ...keysOf(facts),
    arrayText(facts.map(({ eventId }) => eventId)),
    columnText(facts.map(({ cause }) => cause)),
    columnText(facts.map(({ effectiveDate }) => effectiveDate)),
    columnText(facts.map(({ batchId }) => batchId)),
    columnText(facts.map(isJudged)),
    arrayText(facts.map(fact => duties.get(fact) ?? null)),
    jsonLines(facts.map(({ after }) => after)),
    jsonLines(facts.map(({ backdated = null }) => backdated)),
  ]);
}

/** Notes the duty that answers a fact that was recorded before. */
export async function answerFacts(tx: Tx, followed: readonly FollowedPerson[]): Promise<void> {
  const answered = followed.flatMap(one => one.answered);
  if (answered.length === 0) return;
  const keys = keysOf(answered.map(({ fact }) => fact));
  await tx.query(ANSWER, [...keys, arrayText(answered.map(({ dutyId }) => dutyId))]);
}

function keysOf(facts: readonly Pick<AssignmentFact, 'personId' | 'revision'>[]): string[] {
  return [arrayText(facts.map(({ personId }) => personId)), arrayText(facts.map(({ revision }) => revision))];
}
