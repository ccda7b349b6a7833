// Services that hold exactly what they must, for the specs to plant one fault at a time.
import { hashOf } from './check-approvals.js';
import type { ClassRow, DemandRow, SeatRow } from './load-enrollment.js';
import type { Services } from './load-services.js';
import { attendance, batch, CLASSES, leave, move, period, UNITS_MERGED, worldAfter } from './small-world.suite.js';

const A = 'A@2025-01';
const B = 'B@2025-01';

/**
 * An was trained in May, where Co was absent; Co has a seat in June, so that Du has to stay at the desk of A. Fa and Gi
 * in B are out of reach, Em left.
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
  ),
  period('old', 2025, '2025-01-15'),
  batch('retirement', leave('Em', '2025-02-01')),
  batch('appointment', move('Gi', '2025-03-01', 'B', 'chairman')),
  attendance(['May', 'An', 'attended'], ['May', 'Co', 'absent']),
  UNITS_MERGED,
);

const classRow = (classId: string, granted: number, status: string): ClassRow => ({
  ...CLASSES.get(classId)!,
  classId,
  planId: 'plan',
  programme: 'old/1',
  classType: 'commune',
  hostUnitId: A,
  minimum: 1,
  maximum: 2,
  granted,
  status,
});

const seat = (classId: string, personId: string, status: string, desk: boolean): SeatRow => {
  return { seatId: `${classId}-${personId}`, classId, personId, unitId: A, desk, status, grantedBy: 'reach' };
};

const demand = (): DemandRow[] => [
  { unitId: A, deskStaff: 2, groups: [{ waiting: 1, deskOfficers: 1 }] },
  {
    unitId: B,
    deskStaff: 0,
    groups: [
      { waiting: 1, deskOfficers: 0 },
      { waiting: 1, deskOfficers: 0 },
    ],
  },
  { unitId: 'D@2025-01', deskStaff: 0, groups: [] },
];

const nothingUnderWay = () => ({ unsent: [], deadLetters: [] });

/** A fresh copy each time. */
export function soundServices(): Services {
  const people = [...WORLD.registry.people.values()];
  const duties = WORLD.duties.map((duty, at) => ({ dutyId: `duty-${at}`, ...duty }));
  const classes = [classRow('May', 2, 'held'), classRow('June', 1, 'open')];
  const seats = [
    seat('May', 'An', 'attended', false),
    seat('May', 'Co', 'absent', true),
    seat('May', 'Du', 'released', true),
    seat('June', 'Co', 'granted', true),
  ];
  const certificate = { certificateId: 'An-May', personId: 'An', classId: 'May', programme: 'old/1', unitId: A };
  const certificates = [{ ...certificate, issuedOn: '2025-05-06', supersededBy: null, revokedOn: null }];
  const planned = {
    planId: 'plan',
    status: 'approved',
    content: { classes: classes.map(one => ({ ...one, seats: [] })) },
  };
  const contentHash = hashOf(planned.content);
  const decided = { proposalId: 'proposal', decision: 'approve', contentHash };
  const successor = new Map(WORLD.units.successions.map(one => [one.predecessorId, one.successorId]));
  const services: Services = {
    staff: {
      units: WORLD.units.all,
      successions: WORLD.units.successions,
      people: people.map(({ personId, revision, held }) => {
        const at = { unitId: held?.unitId ?? null, post: held?.post ?? null, duties: held?.duties ?? [] };
        return { personId, staffCode: personId, revision, status: held ? 'serving' : 'left', ...at };
      }),
      batches: WORLD.registry.batches.map(one => ({ ...one, status: 'released', applied: one.rows })),
      ...nothingUnderWay(),
    },
    scheduling: {
      plans: [{ ...planned, contentHash }],
      openClasses: classes.map(({ classId, planId }) => ({ classId, planId })),
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
      certificates,
      reach: [{ classId: 'June', unitId: A }],
      demand: demand(),
      due: [],
      ...nothingUnderWay(),
    },
    approvals: {
      proposals: [{ proposalId: 'proposal', planId: 'plan', contentHash, status: 'approved' }],
      decisions: ['reviewer', 'chairman'].map(decidedBy => ({ ...decided, decidedBy })),
      ...nothingUnderWay(),
    },
    reporting: {
      units: WORLD.units.all.map(one => ({ ...one, successorId: successor.get(one.unitId) ?? null })),
      people: people.map(({ personId, revision, held }) => ({ personId, revision, unitId: held?.unitId ?? null })),
      duties,
      seats,
      certificates,
      ...nothingUnderWay(),
    },
  };
  return copy(services);
}

/** Row by row: a fault planted in one service must not show in another that was given the same rows. */
function copy(services: Services): Services {
  return JSON.parse(JSON.stringify(services)) as Services;
}
