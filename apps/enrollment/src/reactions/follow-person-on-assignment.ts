import { Injectable } from '@nestjs/common';
import type { StaffAppointed, StaffLeft, StaffReassigned } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';
import { holdBook, loadBook } from '../database/load-book.js';
import { loadPeople } from '../database/load-people.js';
import { savePeople } from '../database/save-people.js';
import { canJudge, FollowedPerson } from '../rules/follow-person.js';
import type { AssignmentFact } from '../rules/person-training.js';

type Assignment = StaffAppointed | StaffReassigned | StaffLeft;

// The first net below the inbox: one revision of a person counts once, whatever the id of the message that brings it.
const RECORD = `
  INSERT INTO assignment_fact (person_id, revision, event_id, cause, effective_date, batch_id, after, judged, backdated)
  SELECT "personId", revision, "eventId", cause, "effectiveDate", "batchId", after, judged, backdated
  FROM json_to_recordset($1) AS new ("personId" uuid, revision int, "eventId" uuid, cause text, "effectiveDate" date,
    "batchId" uuid, after jsonb, judged boolean, backdated jsonb)
  ORDER BY "personId", revision
  ON CONFLICT DO NOTHING
  RETURNING event_id AS "eventId"`;

/** Duties and seats follow their people: appointed, reassigned or gone, in whatever order the news arrive. */
@Injectable()
export class FollowPersonOnAssignment implements Reaction<Assignment> {
  async handle(events: Received<Assignment>[], tx: Tx): Promise<void> {
    await holdBook(tx);
    const book = await loadBook(tx);
    const heard = [...new Map(events.map(event => [event.id, factOf(event)])).values()];
    const recorded = await tx.query<{ eventId: string }>(RECORD, [
      JSON.stringify(heard.map(fact => ({ ...fact, judged: canJudge(fact, book) }))),
    ]);
    const fresh = new Set(recorded.map(({ eventId }) => eventId));
    const facts = Map.groupBy(
      heard.filter(({ eventId }) => fresh.has(eventId)),
      ({ personId }) => personId,
    );
    if (facts.size === 0) return;
    const people = await loadPeople(tx, [...facts.keys()].sort());
    const followed = people.map(person => {
      const one = new FollowedPerson(person, book);
      for (const fact of facts.get(person.personId) ?? []) one.follow(fact);
      return one;
    });
    const causes = new Map<string | undefined, Received>(events.map(event => [event.id, event]));
    await savePeople(tx, followed, eventId => causes.get(eventId));
  }
}

function factOf({ id: eventId, revision, data }: Received<Assignment>): AssignmentFact {
  const { personId, cause, effectiveDate, batchId } = data;
  const backdated = 'backdated' in data ? (data.backdated ?? null) : null;
  const after = 'after' in data ? data.after : null;
  return { personId, revision, eventId, cause, effectiveDate, batchId, after, backdated };
}
