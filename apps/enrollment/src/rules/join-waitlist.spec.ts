// Who owes something new, and nothing else, may wait for a class from the first moment on.
import { describe, expect, it } from '@jest/globals';
import type { AssignmentState } from '#contracts';
import { addDays, uuidFrom } from '#kernel';
import { FollowedPerson } from './follow-person.js';
import type { AssignmentFact, HeldSeat, PersonTraining } from './person-training.js';
import { ProgrammeBook } from './programme-book.js';
import { TWO_TIER } from './programme.suite.js';

const { retraining, inForce } = TWO_TIER;
const programmeId = uuidFrom('programme', 'waiting');
const programme = { id: programmeId, code: 'two-tier', version: 1, ...inForce, rules: TWO_TIER };
const personId = uuidFrom('person', 'waiting');
const TODAY = '2026-03-20';

const serving = (unit: string): AssignmentState => ({
  unitId: uuidFrom('unit', unit),
  unitLevel: 'commune',
  post: 'committee-chairman',
  duties: [],
});
const moveTo = (unit: string, revision: number, effectiveDate = '2026-03-15'): AssignmentFact => ({
  personId,
  revision,
  eventId: uuidFrom('event', revision),
  cause: 'election',
  effectiveDate,
  batchId: null,
  after: serving(unit),
});
const somebody: PersonTraining = {
  personId,
  revision: 1,
  held: serving('A'),
  effectiveDate: '2026-01-01',
  leftOn: null,
  trainingRevision: 4,
  duties: [],
  seat: null,
  lastAttended: null,
};
const seat: HeldSeat = {
  id: uuidFrom('seat'),
  classId: uuidFrom('class'),
  personId,
  classType: 'commune',
  startsOn: '2026-05-04',
  revision: 4,
};

function joinAfter(
  before: PersonTraining,
  facts: AssignmentFact[],
  periods: { year: number; openedOn: string }[] = [],
) {
  const book = new ProgrammeBook(
    [programme],
    periods.map(period => ({ programmeId, ...period })),
  );
  const followed = new FollowedPerson(before, book);
  for (const fact of facts) followed.follow(fact);
  followed.joinWaitlist(TODAY);
  const told = followed.told.map(({ event, revision }) => ({ type: event.constructor.name, revision }));
  return { followed, told, joined: told.filter(({ type }) => type === 'WaitlistJoined') };
}

describe('joining the waiting list with a new duty', () => {
  it('is told after the duty, with the next revision of what happened to the person', () => {
    const { followed, told } = joinAfter(somebody, [moveTo('B', 2)]);
    expect(told).toEqual([
      { type: 'DutyOpened', revision: 1 },
      { type: 'WaitlistJoined', revision: 5 },
    ]);
    const deadline = addDays('2026-03-15', retraining.withinDays);
    const { event, key, causeId } = followed.told.at(-1)!;
    expect(event).toEqual({ personId, unitId: uuidFrom('unit', 'B'), deadline, reason: 'no-class' });
    expect([key, causeId]).toEqual([personId, uuidFrom('event', 2)]);
    expect([followed.waitsSince, followed.person.trainingRevision]).toEqual([TODAY, 5]);
  });

  it('names the next deadline of all that is owed', () => {
    const { followed, joined } = joinAfter(somebody, [moveTo('B', 2)], [{ year: 2026, openedOn: '2026-01-15' }]);
    expect(followed.changed.size).toBe(2);
    const deadline = addDays('2026-03-15', retraining.withinDays);
    expect([joined.length, followed.told.at(-1)?.event]).toEqual([1, expect.objectContaining({ deadline })]);
  });

  it.each([
    ['who has a seat that still fits', { ...somebody, seat }, [moveTo('B', 2)]],
    ['who leaves', somebody, [{ ...moveTo('B', 2), after: null }]],
    ['who owes nothing new', somebody, [{ ...moveTo('B', 2), cause: 'registration' as const }]],
  ])('is not for somebody %s', (_who, before, facts) => {
    const { followed, joined } = joinAfter(before, facts);
    expect([joined, followed.waitsSince]).toEqual([[], null]);
  });

  it('is not for somebody whose older duty goes on: that one waits already, or is looked at soon', () => {
    const [open] = joinAfter(somebody, [moveTo('B', 2)]).followed.changed.values();
    const owing = { ...somebody, revision: 2, duties: [open!] };
    expect(joinAfter(owing, [moveTo('C', 3, '2026-03-16')]).joined).toEqual([]);
    expect(joinAfter(owing, []).joined).toEqual([]);
  });
});
