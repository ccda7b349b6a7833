import { Injectable } from '@nestjs/common';
import { BatchPartPreviewed, DutyMoved, DutyOpened, DutyWaived, make, type BatchPreviewRequested } from '#contracts';
import { uuidFrom } from '#kernel';
import { outgoing, type Reaction, type Received, type Tx } from '#messaging';
import { loadBook } from '../database/load-book.js';
import { peekPeople } from '../database/load-people.js';
import { FollowedPerson } from '../rules/follow-person.js';

/** Answers what a batch would bring about, by the very rules that will be followed when it is released; writes nothing. */
@Injectable()
export class PreviewEffectOnBatchPreviewRequested implements Reaction<BatchPreviewRequested> {
  async handle(events: Received<BatchPreviewRequested>[], tx: Tx): Promise<void> {
    const book = await loadBook(tx);
    for (const event of events) {
      const { previewId, partId, batchId, cause, moves } = event.data;
      const moved = Map.groupBy(moves, ({ personId }) => personId);
      const people = await peekPeople(tx, [...moved.keys()]);
      const followed = people.map(person => {
        const one = new FollowedPerson(person, book);
        for (const [step, { personId, ...move }] of (moved.get(person.personId) ?? []).entries()) {
          const revision = person.revision + step + 1;
          const eventId = uuidFrom(previewId, personId, revision);
          one.follow({ personId, revision, eventId, cause, batchId, ...move });
        }
        return one;
      });
      const part = make(BatchPartPreviewed, { previewId, partId, ...effectOf(followed) });
      tx.publish(outgoing(part, { key: partId, revision: 1, causedBy: event }));
    }
  }
}

/** Counts duties as the reports do: each one once for each kind of change. */
function effectOf(followed: readonly FollowedPerson[]) {
  const told = followed.flatMap(one => one.told.map(({ event }) => event));
  const distinct = (events: { dutyId: string }[]) => new Set(events.map(({ dutyId }) => dutyId)).size;
  return {
    dutiesOpened: distinct(told.filter(event => event instanceof DutyOpened)),
    dutiesCoalesced: distinct(told.filter(event => event instanceof DutyMoved).filter(({ coalesced }) => coalesced)),
    dutiesWaived: distinct(told.filter(event => event instanceof DutyWaived)),
    seatsFreed: followed.filter(({ released }) => released).length,
  };
}
