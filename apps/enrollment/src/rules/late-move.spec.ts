// A move that is heard of late answers its cause for the post held now, and changes nothing else.
import { describe, expect, it } from '@jest/globals';
import type { AssignmentState, BackdatedMove } from '#contracts';
import { addDays, uuidFrom } from '#kernel';
import { FollowedPerson } from './follow-person.js';
import type { AssignmentFact, HeldSeat, PersonTraining } from './person-training.js';
import { ProgrammeBook } from './programme-book.js';
import { TWO_TIER } from './programme.suite.js';

const { retraining, inForce } = TWO_TIER;
const PROGRAMME = { id: uuidFrom('programme', 'late'), code: 'two-tier', version: 1, ...inForce, rules: TWO_TIER };
const book = new ProgrammeBook([PROGRAMME], []);
const personId = uuidFrom('person', 'late');

const serving = (unit: string, post: AssignmentState['post'] = 'committee-chairman'): AssignmentState => ({
  unitId: uuidFrom('unit', unit),
  unitLevel: 'commune',
  post,
  duties: [],
});
const seat: HeldSeat = {
  id: uuidFrom('seat'),
  classId: uuidFrom('class'),
  personId,
  classType: 'commune',
  startsOn: '2026-05-04',
  revision: 1,
};

/** Serves in B since March, after A. */
const person: PersonTraining = {
  personId,
  revision: 2,
  held: serving('B'),
  effectiveDate: '2026-03-01',
  leftOn: null,
  trainingRevision: 0,
  duties: [],
  seat: null,
  lastAttended: null,
};

function hear(before: PersonTraining, change: Partial<AssignmentFact>, backdated: Partial<BackdatedMove> = {}) {
  const followed = new FollowedPerson(before, book);
  followed.follow({
    personId,
    revision: before.revision + 1,
    eventId: uuidFrom('event', before.revision),
    cause: 'election',
    effectiveDate: '2026-02-01',
    batchId: null,
    after: serving('B'),
    ...change,
    backdated: { before: serving('A'), after: serving('C'), until: '2026-03-01', since: '2026-03-01', ...backdated },
  });
  return followed;
}
const dutiesOf = (followed: FollowedPerson) =>
  [...followed.changed.values()].map(({ kind, status, unitId, openedOn, deadline }) => ({
    kind,
    status,
    unitId,
    openedOn,
    deadline,
  }));

describe('a move heard of late', () => {
  it('opens the retraining of its cause from its own day, for the post held now, which stays what it was', () => {
    const followed = hear(person, {});
    const deadline = addDays('2026-02-01', retraining.withinDays);
    expect(dutiesOf(followed)).toEqual([
      { kind: 'retraining', status: 'open', unitId: uuidFrom('unit', 'B'), openedOn: '2026-02-01', deadline },
    ]);
    expect(followed.person).toMatchObject({ revision: 3, held: serving('B'), effectiveDate: '2026-03-01' });
  });

  it('is answered by the one open retraining when there is one, with the later of both deadlines', () => {
    const [open] = [...hear({ ...person, revision: 1 }, { effectiveDate: '2026-03-01' }).changed.values()];
    const followed = hear({ ...person, duties: open ? [open] : [] }, {});
    const deadline = addDays('2026-03-01', retraining.withinDays);
    expect(dutiesOf(followed)).toMatchObject([{ status: 'open', openedOn: '2026-03-01', deadline }]);
    expect(followed.changed.get(open?.id ?? '')?.moves).toBe(2);
  });

  it('asks for nothing when the post of then was outside the cohorts, or when there was none; a seat is kept', () => {
    const [open] = [...hear({ ...person, revision: 1 }, { effectiveDate: '2026-03-01' }).changed.values()];
    const owing = { ...person, seat, duties: open ? [open] : [] };
    for (const after of [serving('C', 'land-construction-officer'), null]) {
      const followed = hear(owing, {}, { after });
      expect([dutiesOf(followed), followed.released]).toEqual([[], null]);
      expect(followed.person).toMatchObject({ held: serving('B'), effectiveDate: '2026-03-01', leftOn: null });
    }
  });

  it('of somebody who has left since leaves the day of leaving as it was', () => {
    const followed = hear({ ...person, held: null, leftOn: '2026-03-01' }, { after: null });
    expect(dutiesOf(followed)).toEqual([]);
    expect(followed.person).toMatchObject({ held: null, leftOn: '2026-03-01' });
  });
});
