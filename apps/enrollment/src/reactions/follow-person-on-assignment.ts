import { Injectable } from '@nestjs/common';
import type { StaffAppointed, StaffLeft, StaffReassigned } from '#contracts';
import { Clock } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';
import { holdBook, loadBook } from '../database/load-book.js';
import { loadPeople } from '../database/load-people.js';
import { newFacts, recordFacts } from '../database/record-facts.js';
import { savePeople } from '../database/save-people.js';
import { unreachedUnits } from '../database/unreached-units.js';
import { canJudge, FollowedPerson } from '../rules/follow-person.js';
import type { AssignmentFact } from '../rules/person-training.js';

type Assignment = StaffAppointed | StaffReassigned | StaffLeft;

/** Duties and seats follow their people: appointed, reassigned or gone, in whatever order the news arrive. */
@Injectable()
export class FollowPersonOnAssignment implements Reaction<Assignment> {
  constructor(private readonly clock: Clock) {}

  async handle(events: Received<Assignment>[], tx: Tx): Promise<void> {
    await holdBook(tx);
    const book = await loadBook(tx);
    const heard = events.map(factOf);
    const people = await loadPeople(tx, [...new Set(heard.map(({ personId }) => personId))].sort());
    const fresh = await newFacts(tx, heard, people);
    if (fresh.length === 0) return;
    const facts = Map.groupBy(fresh, ({ personId }) => personId);
    const followed = people
      .filter(({ personId }) => facts.has(personId))
      .map(person => {
        const one = new FollowedPerson(person, book);
        for (const fact of facts.get(person.personId) ?? []) one.follow(fact);
        return one;
      });
    if (!book.hasClassesPerSkill) await this.joinWaitlist(tx, followed);
    const causes = new Map<string | undefined, Received>(events.map(event => [event.id, event]));
    await savePeople(tx, followed, eventId => causes.get(eventId));
    await recordFacts(tx, fresh, followed, fact => canJudge(fact, book));
  }

  /**
   * After a shock nearly everybody waits for a class that is still to be planned. Written with the duty, that costs a third of
   * what it costs the allocator, which looks at everybody else (docs/adr/0044).
   */
  private async joinWaitlist(tx: Tx, followed: FollowedPerson[]): Promise<void> {
    const unitIds = new Set(followed.flatMap(({ person }) => person.held?.unitId ?? []));
    const unreached = await unreachedUnits(tx, [...unitIds]);
    const today = this.clock.today();
    for (const one of followed) if (unreached.has(one.person.held?.unitId ?? '')) one.joinWaitlist(today);
  }
}

function factOf({ id: eventId, revision, data }: Received<Assignment>): AssignmentFact {
  const { personId, cause, effectiveDate, batchId } = data;
  const backdated = 'backdated' in data ? (data.backdated ?? null) : null;
  const after = 'after' in data ? data.after : null;
  return { personId, revision, eventId, cause, effectiveDate, batchId, after, backdated };
}
