import { Injectable } from '@nestjs/common';
import type { ProgrammeAdopted } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';
import { loadBook, rewriteBook } from '../database/load-book.js';
import { loadPeople } from '../database/load-people.js';
import { markUnits } from '../database/mark-units.js';
import { answerFacts } from '../database/record-facts.js';
import { savePeople } from '../database/save-people.js';
import { FollowedPerson } from '../rules/follow-person.js';
import type { AssignmentFact } from '../rules/person-training.js';

const KEEP = `
  INSERT INTO programme_rules AS kept (programme_id, code, version, valid, rules)
  SELECT "programmeId", code, "programmeVersion", daterange("from", "to", '[]'), rules
  FROM json_to_record($1) AS new ("programmeId" uuid, code text, "programmeVersion" int, "from" date, "to" date, rules jsonb)
  ON CONFLICT (programme_id) DO UPDATE
    SET version = excluded.version, valid = excluded.valid, rules = excluded.rules
    WHERE excluded.version >= kept.version`;

const JUDGE = `
  UPDATE assignment_fact SET judged = true
  WHERE NOT judged AND EXISTS (SELECT FROM programme_rules WHERE valid @> effective_date)
  RETURNING person_id AS "personId", revision, event_id AS "eventId", cause, effective_date AS "effectiveDate",
    batch_id AS "batchId", after, backdated`;

const OPEN_CLASSES = `
  SELECT id FROM training_class WHERE status = 'open' AND programme_id = ANY ($1::uuid[])`;

/** Keeps the rules, and judges by them the people whose assignments came before their programme did. */
@Injectable()
export class AdoptRulesOnProgrammeAdopted implements Reaction<ProgrammeAdopted> {
  async handle(events: Received<ProgrammeAdopted>[], tx: Tx): Promise<void> {
    await rewriteBook(tx);
    for (const { data } of events) await tx.query(KEEP, [JSON.stringify(data)]);
    const waiting = await tx.query<AssignmentFact>(JUDGE);
    const facts = Map.groupBy(
      waiting.sort((a, b) => a.revision - b.revision),
      ({ personId }) => personId,
    );
    const book = await loadBook(tx);
    const people = await loadPeople(tx, [...facts.keys()].sort());
    const followed = people.map(person => {
      const one = new FollowedPerson(person, book);
      for (const fact of facts.get(person.personId) ?? []) one.follow(fact);
      return one;
    });
    await savePeople(tx, followed, () => events.at(-1));
    await answerFacts(tx, followed);
    // Their seats could not be offered before: the desk rule is the programme's.
    const programmeIds = events.map(({ data }) => data.programmeId);
    const classes = await tx.query<{ id: string }>(OPEN_CLASSES, [programmeIds]);
    await markUnits(
      tx,
      [],
      classes.map(({ id }) => id),
    );
  }
}
