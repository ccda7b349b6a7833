// Random careers of one person against a model of a few lines: one open retraining whatever happens, each move counted once.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AssignmentState, Cause } from '#contracts';
import { addDays, laterDate, uuidFrom } from '#kernel';
import { FollowedPerson } from './follow-person.js';
import type { AssignmentFact, PersonTraining } from './person-training.js';
import { ProgrammeBook } from './programme-book.js';
import { TWO_TIER } from './programme.suite.js';

const { retraining, inForce } = TWO_TIER;
const PROGRAMME = { id: uuidFrom('programme', 'model'), code: 'two-tier', version: 1, ...inForce, rules: TWO_TIER };
const book = new ProgrammeBook([PROGRAMME], []);
const PERSON = uuidFrom('person', 'model');
const BLANK: PersonTraining = {
  personId: PERSON,
  revision: 0,
  held: null,
  effectiveDate: null,
  leftOn: null,
  trainingRevision: 0,
  duties: [],
  seat: null,
  lastAttended: null,
};

type Move = { post: 'in' | 'out' | 'gone'; unit: string; cause: Cause; after: number };

const moves = fc.array(
  fc.record({
    post: fc.constantFrom<Move['post'][]>('in', 'in', 'in', 'out', 'gone'),
    unit: fc.constantFrom('A', 'B'),
    cause: fc.constantFrom<Cause>('election', 'merger', 'rotation', 'registration', 'correction'),
    after: fc.nat(40),
  }),
  { minLength: 1, maxLength: 12 },
);

function toFacts(career: Move[]): AssignmentFact[] {
  let on = '2026-01-10';
  return career.map(({ post, unit, cause, after: days }, at) => {
    on = addDays(on, days);
    const held: AssignmentState = {
      unitId: uuidFrom('unit', unit),
      unitLevel: 'commune',
      post: post === 'in' ? 'committee-chairman' : 'land-construction-officer',
      duties: [],
    };
    const after = post === 'gone' ? null : held;
    return {
      personId: PERSON,
      revision: at + 1,
      eventId: uuidFrom('event', at),
      cause,
      effectiveDate: on,
      batchId: null,
      after,
    };
  });
}

/** What one says of it in words: a move inside the cohorts renews the one open duty, leaving the cohorts ends it. */
function model(facts: AssignmentFact[]) {
  let open = null as { openedOn: string; deadline: string; moves: number; unitId: string } | null;
  for (const { after, cause, effectiveDate } of facts) {
    if (after?.post !== 'committee-chairman') open = null;
    else if (retraining.causes.includes(cause)) {
      const deadline = addDays(effectiveDate, retraining.withinDays);
      open = open
        ? {
            openedOn: laterDate(open.openedOn, effectiveDate),
            deadline: laterDate(open.deadline, deadline),
            moves: open.moves + 1,
            unitId: after.unitId,
          }
        : { openedOn: effectiveDate, deadline, moves: 1, unitId: after.unitId };
    } else if (open) open = { ...open, unitId: after.unitId };
  }
  return open;
}

function follow(before: PersonTraining, facts: AssignmentFact[]): FollowedPerson {
  const followed = new FollowedPerson(before, book);
  for (const fact of facts) followed.follow(fact);
  return followed;
}

const openOf = (followed: FollowedPerson, before: PersonTraining = BLANK) => {
  const all = new Map([...before.duties.map(duty => [duty.id, duty] as const), ...followed.changed]);
  return [...all.values()].filter(({ status }) => status === 'open');
};

describe('coalescing', () => {
  it('leaves what the model says, however often somebody is moved', () => {
    fc.assert(
      fc.property(moves, career => {
        const facts = toFacts(career);
        const open = openOf(follow(BLANK, facts)).map(({ openedOn, deadline, moves: count, unitId }) => ({
          openedOn,
          deadline,
          moves: count,
          unitId,
        }));
        const expected = model(facts);
        expect(open).toEqual(expected ? [expected] : []);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the same when the news come in two batches, or the last ones twice', () => {
    fc.assert(
      fc.property(moves, fc.nat(12), (career, at) => {
        const facts = toFacts(career);
        const whole = follow(BLANK, facts);
        const first = follow(BLANK, facts.slice(0, at));
        const between = { ...first.person, duties: openOf(first) };
        const second = follow(between, facts.slice(at));
        expect(openOf(second, between)).toEqual(openOf(whole));
        expect(second.person.held).toEqual(whole.person.held);
      }),
      { numRuns: 300 },
    );
  });
});
