// Services that hold exactly what they must, for the specs to plant one fault at a time.
import { hashOf } from './replay-classes.js';
import type { ClassRow, DemandRow, SeatRow } from './load-enrollment.js';
import type { ChangeRow, DecisionRow } from './load-plans.js';
import type { Services } from './load-services.js';
import {
  attendance,
  batch,
  CLASSES,
  leave,
  move,
  NEW,
  OLD,
  period,
  UNITS_MERGED,
  worldAfter,
} from './small-world.suite.js';

const A = 'A@2025-01';
const B = 'B@2025-01';

/**
 * An was trained in May, although the sheet said not; Co was absent there. Co has a seat in June, so that Du has to stay
 * at the desk of A. So has Ha, whose certificate of April became void. Fa, Gi and Ik in B are out of reach, and Ik gave a
 * seat in June back. Em left, Lu need not come until October, and Ba came two weeks later than had been known. Of Gi an
 * election came late that was before the post held now, of Em a post that was before the leave. June was put
 * off by a week and got two seats more, of which one is kept for D; July does not take place.
 */
export const WORLD = worldAfter(
  batch(
    'registration',
    move('An', '2025-01-01', 'A', 'chairman'),
    move('Ba', '2025-01-01', 'D', 'clerk'),
    move('Co', '2025-01-01', 'A', 'clerk', 'one-stop'),
    move('Du', '2025-01-01', 'A', 'clerk', 'one-stop'),
    move('Em', '2025-01-01', 'B', 'chairman'),
    move('Fa', '2025-01-01', 'B', 'chairman'),
    move('Ha', '2025-01-01', 'A', 'chairman'),
    move('Ik', '2025-01-01', 'B', 'chairman'),
    move('Lu', '2025-01-01', 'B', 'chairman'),
  ),
  period('old', 2025, '2025-01-15'),
  batch('retirement', leave('Em', '2025-02-01')),
  batch('appointment', move('Gi', '2025-03-01', 'B', 'chairman')),
  batch('election', move('Gi', '2025-02-10', 'A', 'chairman'), move('Em', '2025-01-20', 'D', 'clerk')),
  attendance(['April', 'Ha', 'attended'], ['May', 'An', 'absent'], ['May', 'Co', 'absent']),
  { step: 'mark-correction', classId: 'May', personId: 'An', mark: 'attended', on: '2025-05-08' },
  { step: 'revocation', classId: 'April', personId: 'Ha', on: '2025-05-20' },
  { step: 'reservation', classId: 'June', unitId: 'D@2025-01', seats: 1, expiresOn: '2025-05-30' },
  { step: 'refusal', classId: 'June', personId: 'Ik' },
  { step: 'waiver', personId: 'Lu', kind: 'yearly', period: 2025, until: '2025-09-30' },
  {
    step: 'history',
    personId: 'Ba',
    holdings: [{ unitId: 'D@2025-01', post: 'clerk', from: '2025-01-15', to: null }],
    duties: [],
  },
  UNITS_MERGED,
);

const classRow = (classId: string, granted: number, status: string): ClassRow => ({
  ...CLASSES.get(classId)!,
  classId,
  planId: 'plan',
  programme: 'old/1',
  classType: 'commune',
  hostUnitId: A,
  skill: null,
  minimum: 1,
  maximum: 2,
  extra: 0,
  reserved: 0,
  granted,
  status,
});

const seat = (classId: string, personId: string, status: string, desk: boolean): SeatRow => {
  const seatId = `${classId}-${personId}`;
  return { seatId, classId, personId, unitId: A, desk, status, grantedBy: 'reach', reservationId: null };
};

const demand = (): DemandRow[] => [
  { unitId: A, deskStaff: 2, groups: [{ waiting: 1, deskOfficers: 1 }] },
  {
    unitId: B,
    deskStaff: 0,
    groups: [
      { waiting: 1, deskOfficers: 0 },
      { waiting: 2, deskOfficers: 0 },
    ],
  },
  { unitId: 'D@2025-01', deskStaff: 0, groups: [] },
];

const nothingUnderWay = () => ({ unsent: [], deadLetters: [] });

const JUNE_AS_PLANNED = { startsOn: '2025-05-26', endsOn: '2025-05-27' };

function change(action: string, classId: string, ...more: { code: string; value: string | number }[]): ChangeRow {
  const content = { effect: [{ code: 'action', value: action }, ...more], items: [{ id: classId }] };
  const proposalId = `${action} ${classId}`;
  return { proposalId, changeId: `change ${proposalId}`, contentHash: hashOf(content), status: 'approved', content };
}

const decidedBy = (proposals: { proposalId: string; contentHash: string }[]): DecisionRow[] =>
  proposals.flatMap(({ proposalId, contentHash }, at) =>
    ['reviewer', 'chairman'].map(who => ({
      proposalId,
      contentHash,
      decision: 'approve',
      decidedBy: who,
      decidedAt: at,
    })),
  );

/** A fresh copy each time. */
export function soundServices(): Services {
  const people = [...WORLD.registry.people.values()];
  const duties = WORLD.duties.map((duty, at) => ({ dutyId: `duty-${at}`, ...duty }));
  const classes = [
    classRow('May', 2, 'held'),
    { ...classRow('June', 2, 'open'), extra: 2, reserved: 1 },
    classRow('April', 1, 'held'),
    classRow('July', 0, 'cancelled'),
  ];
  const seats = [
    seat('May', 'An', 'attended', false),
    seat('May', 'Co', 'absent', true),
    seat('May', 'Du', 'released', true),
    seat('June', 'Co', 'granted', true),
    seat('June', 'Ha', 'granted', false),
    seat('April', 'Ha', 'attended', false),
  ];
  const certificate = { programme: 'old/1', unitId: A, skill: 'planning', supersededBy: null };
  const certificates = [
    {
      ...certificate,
      certificateId: 'An-May',
      personId: 'An',
      classId: 'May',
      issuedOn: '2025-05-06',
      revokedOn: null,
    },
    {
      ...certificate,
      certificateId: 'Ha-April',
      personId: 'Ha',
      classId: 'April',
      issuedOn: '2025-04-08',
      revokedOn: '2025-05-20',
    },
  ];
  const planned = {
    planId: 'plan',
    status: 'approved',
    content: {
      classes: classes.map(one => ({ ...one, ...(one.classId === 'June' ? JUNE_AS_PLANNED : {}), seats: [] })),
    },
  };
  const contentHash = hashOf(planned.content);
  const changes = [
    change('postpone', 'June', { code: 'startsOn', value: '2025-06-02' }),
    change('enlarge', 'June', { code: 'extraSeats', value: 2 }),
    change('cancel', 'July'),
  ];
  const asked = { sourceHash: hashOf(OLD), effect: [{ code: 'programmeCode', value: OLD.code }] };
  const adoption = {
    proposalId: 'adopt old',
    programmeId: OLD.code,
    contentHash: hashOf(asked),
    status: 'approved',
    content: asked,
  };
  const facts = classes.map(({ classId, startsOn, endsOn, maximum, extra, status }) => ({
    classId,
    startsOn,
    endsOn,
    maximum: maximum + extra,
    cancelled: status === 'cancelled',
  }));
  const successor = new Map(WORLD.units.successions.map(one => [one.predecessorId, one.successorId]));
  const services: Services = {
    staff: {
      units: WORLD.units.all,
      successions: WORLD.units.successions,
      people: people.map(({ personId, revision, held }) => {
        const at = { unitId: held?.unitId ?? null, post: held?.post ?? null, duties: held?.duties ?? [] };
        return { personId, staffCode: personId, revision, status: held ? 'serving' : 'left', ...at };
      }),
      careers: [...WORLD.registry.retold].flatMap(personId =>
        WORLD.registry.careers.get(personId)!.posts.map(post => ({ personId, ...post })),
      ),
      batches: WORLD.registry.batches.map(one => ({ ...one, status: 'released', applied: one.rows })),
      ...nothingUnderWay(),
    },
    scheduling: {
      programmes: [OLD, NEW].map(rules => ({ programmeId: rules.code, code: rules.code, version: 1, rules })),
      plans: [{ ...planned, contentHash }],
      openClasses: classes.map(({ classId, planId }) => ({ classId, planId })),
      classes: facts,
      demand: demand(),
      ...nothingUnderWay(),
    },
    enrollment: {
      people: people.map(({ personId, revision, held }) => {
        const at = { unitId: held?.unitId ?? null, level: held?.level ?? null, post: held?.post ?? null };
        return { personId, revision, ...at, duties: held?.duties ?? [] };
      }),
      duties,
      classes,
      seats,
      reservations: [
        {
          reservationId: 'D-June',
          classId: 'June',
          unitId: 'D@2025-01',
          seats: 1,
          used: 0,
          expiresOn: '2025-05-30',
          expired: false,
        },
      ],
      withdrawn: [],
      certificates,
      feedback: [{ classId: 'May', personId: 'An' }],
      sessions: [],
      reach: [{ classId: 'June', unitId: A }],
      demand: demand(),
      places: ['Gi', 'Du', 'Fa', 'Ik'].map((personId, at) => ({ personId, place: at + 1, waiting: 4 })),
      due: [],
      ...nothingUnderWay(),
    },
    approvals: {
      proposals: [{ proposalId: 'proposal', planId: 'plan', contentHash, status: 'approved' }],
      changes,
      adoptions: [adoption],
      decisions: decidedBy([{ proposalId: 'proposal', contentHash }, ...changes, adoption]),
      ...nothingUnderWay(),
    },
    reporting: {
      units: WORLD.units.all.map(one => ({ ...one, successorId: successor.get(one.unitId) ?? null })),
      people: people.map(({ personId, revision, held }) => ({ personId, revision, unitId: held?.unitId ?? null })),
      duties,
      seats,
      certificates,
      classes: facts,
      ...nothingUnderWay(),
    },
  };
  return copy(services);
}

/** Row by row: a fault planted in one service must not show in another that was given the same rows. */
function copy(services: Services): Services {
  return JSON.parse(JSON.stringify(services)) as Services;
}
