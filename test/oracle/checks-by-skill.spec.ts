// Where a programme has classes for each skill, everything goes by whose turn it is; each check sees one planted fault.
import { describe, expect, it } from '@jest/globals';
import { checkClasses } from './check-approvals.js';
import { checkDemand } from './check-demand.js';
import { checkCertificates } from './check-duties.js';
import { checkSeatsAnswerDuties } from './check-seats.js';
import { checkWaiting } from './check-waiting.js';
import { checkWaitlist } from './check-waitlist.js';
import type { ClassRow, SeatRow } from './load-enrollment.js';
import { replayJournal, type Happening } from './replay-journal.js';
import { attendance, batch, BEFORE, CLASSES, IDS, move, OLD, period } from './small-world.suite.js';
import type { ClassDays } from './world.js';

const A = 'A@2025-01';

/** An was taught the first skill in May and was elected since; Ba was never trained. */
function lived({
  classesPerSkill = true,
  may = 'planning',
  more = [],
}: { classesPerSkill?: boolean; may?: string | null; more?: Happening[] } = {}) {
  const programme: Happening = { step: 'programme', programme: { ...OLD, classesPerSkill } };
  const classes = new Map<string, ClassDays>([...CLASSES, ['May', { ...CLASSES.get('May')!, skill: may }]]);
  const happenings: Happening[] = [
    BEFORE[0]!,
    programme,
    batch('registration', move('An', '2025-01-01', 'A', 'chairman'), move('Ba', '2025-01-01', 'A', 'chairman')),
    period('old', 2025, '2025-01-15'),
    attendance(['May', 'An', 'attended']),
    batch('election', move('An', '2025-05-20', 'A', 'chairman')),
    ...more,
  ];
  return replayJournal(happenings, IDS, classes);
}
const WORLD = lived();

const june = (skill: string | null, classId = 'June'): ClassRow => ({
  startsOn: '2025-06-02',
  endsOn: '2025-06-03',
  classId,
  skill,
  planId: 'plan',
  programme: 'old/1',
  classType: 'commune',
  hostUnitId: A,
  minimum: 1,
  maximum: 2,
  extra: 0,
  reserved: 0,
  granted: 0,
  status: 'open',
});
const seat = (personId: string): SeatRow => ({
  seatId: personId,
  classId: 'June',
  personId,
  unitId: A,
  desk: false,
  status: 'granted',
  grantedBy: 'reach',
  reservationId: null,
});

describe('classes of one skill each', () => {
  it('are asked for by whose turn it is', () => {
    expect(['An', 'Ba', 'nobody'].map(who => WORLD.dueSkill(who))).toEqual(['reporting', 'planning', null]);
    expect(lived({ classesPerSkill: false }).dueSkill('An')).toBeNull();
    const back: Happening = { step: 'revocation', classId: 'May', personId: 'An', on: '2025-06-01' };
    expect(lived({ more: [back] }).dueSkill('An')).toBe('planning');
  });

  it('leave nobody waiting beside a free seat of the skill that is due, and only then', () => {
    const missed = (...classes: ClassRow[]) =>
      checkWaiting(WORLD, {
        classes,
        seats: [],
        reservations: [],
        reach: classes.map(({ classId }) => ({ classId, unitId: A })),
      }).differences;
    expect(missed(june('speaking'))).toEqual([]);
    expect(missed(june('reporting'))).toEqual(['person=An class=June']);
    expect(missed(june('planning'), june('reporting', 'other'))).toEqual([
      'person=An class=other',
      'person=Ba class=June',
    ]);
    expect(missed(june(null))).toHaveLength(2);
  });

  it('seat nobody out of turn', () => {
    const judge = (who: string, skill: string | null, world = WORLD) =>
      checkSeatsAnswerDuties([june(skill)], [seat(who)], dutiesOf(world), world).differences;
    expect([judge('An', 'reporting'), judge('Ba', 'planning'), judge('Ba', null)]).toEqual([[], [], []]);
    expect(judge('Ba', 'reporting')).toEqual(['class=June person=Ba']);
    // The seat was given before the certificate became void.
    const back: Happening = { step: 'revocation', classId: 'May', personId: 'An', on: '2025-06-01' };
    expect(judge('An', 'reporting', lived({ more: [back] }))).toEqual([]);
  });

  it('are on the demand list for each skill apart', () => {
    const group = (skill: string) => ({ waiting: 1, deskOfficers: 0, skill });
    const judge = (...groups: ReturnType<typeof group>[]) =>
      checkDemand(WORLD, [], [{ unitId: A, deskStaff: 0, groups }]).agrees;
    expect(judge(group('planning'), group('reporting'))).toBe(true);
    expect(judge(group('planning'), group('planning'))).toBe(false);
    expect(judge(group('planning'), group('planning'), group('reporting'))).toBe(false);
  });

  it('have a waiting list for each skill', () => {
    const judge = (world: ReturnType<typeof lived>, places: [personId: string, place: number, waiting: number][]) =>
      checkWaitlist(world, {
        seats: [],
        places: places.map(([personId, place, waiting]) => ({ personId, place, waiting })),
      }).agrees;
    const [apart, together] = [WORLD, lived({ classesPerSkill: false })];
    const [alone, inLine]: Parameters<typeof judge>[1][] = [
      [
        ['An', 1, 1],
        ['Ba', 1, 1],
      ],
      [
        ['An', 1, 2],
        ['Ba', 2, 2],
      ],
    ];
    expect([judge(apart, alone!), judge(apart, inLine!)]).toEqual([true, false]);
    expect([judge(together, alone!), judge(together, inLine!)]).toEqual([false, true]);
  });

  it('give certificates for what they teach; the others for what was the turn', () => {
    const judge = (skill: string | null, world = WORLD) =>
      checkCertificates(
        world,
        world.certificates.map(one => ({ ...one, skill, certificateId: 'x', programme: 'old/1', unitId: A })),
      ).agrees;
    expect([judge('planning'), judge('reporting'), judge(null)]).toEqual([true, false, false]);
    const other = lived({ may: 'speaking' });
    expect([judge('speaking', other), judge('planning', other)]).toEqual([true, false]);
    const own = lived({ classesPerSkill: false, may: null });
    expect([judge('planning', own), judge('speaking', own)]).toEqual([true, false]);
  });

  it('teach what was planned', () => {
    const judge = (planned: string | undefined, found: string | null) => {
      const { skill: _skill, ...one } = june(null);
      const decided = { ...one, ...(planned && { skill: planned }), cancelled: false };
      return checkClasses(new Map([['June', decided]]), [june(found)]).agrees;
    };
    expect([judge('planning', 'planning'), judge(undefined, null)]).toEqual([true, true]);
    expect([judge('planning', 'reporting'), judge('planning', null)]).toEqual([false, false]);
  });
});

const dutiesOf = ({ duties }: ReturnType<typeof lived>) => duties.map((one, at) => ({ ...one, dutyId: `duty-${at}` }));
