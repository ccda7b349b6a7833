// Faults that a service could have, each with the check that must see it.
import type { Services } from './load-services.js';

const CO_ELSEWHERE = { seatId: 'x', unitId: 'A@2025-01', desk: true, grantedBy: 'reach', reservationId: null };

/** The row a fault is planted in; a fault planted nowhere would prove nothing. */
export function the<Row extends object>(rows: Row[], where: Partial<Row>): Row {
  const row = rows.find(one => Object.entries(where).every(([name, value]) => one[name as keyof Row] === value));
  if (!row) throw new Error(`No row is ${JSON.stringify(where)}`);
  return row;
}

export type Fault = [check: string, fault: string, plant: (services: Services) => void];

const plantPresent = ({ staff }: Services) => (the(staff.people, { personId: 'Gi' }).unitId = 'A@2025-01');

export const REGISTRY_FAULTS: Fault[] = [
  ['Units and their validity', 'a unit that did not end', ({ staff }) => (the(staff.units, { code: 'D' }).to = null)],
  ['Mergers of units', 'a forgotten successor', ({ staff }) => staff.successions.pop()],
  ['Batches acknowledged and applied', 'a batch applied in part', ({ staff }) => staff.batches[0]!.applied--],
  ['Batches acknowledged and applied', 'a lost batch', ({ staff }) => staff.batches.pop()],
  ['People and posts', 'a lost person', ({ staff }) => staff.people.pop()],
  ['People and posts', 'a person in two posts', ({ staff }) => staff.people.push(staff.people[0]!)],
  ['People and posts', 'a change counted twice', ({ staff }) => the(staff.people, { personId: 'An' }).revision++],
  ['People and posts', 'a duty not taken over', ({ staff }) => (the(staff.people, { personId: 'Co' }).duties = [])],
  ['People and posts', 'news that came late, taken for the present', plantPresent],
  ['Careers told late or put right', 'news that came late and left no trace', ({ staff }) => staff.careers.shift()],
  [
    'Careers told late or put right',
    'news that came late and hold on after the next change',
    ({ staff }) => (the(staff.careers, { personId: 'Gi', to: '2025-03-01' }).to = null),
  ],
  [
    'Careers told late or put right',
    'a first day that stayed wrong',
    ({ staff }) => (the(staff.careers, { personId: 'Ba' }).from = '2025-01-01'),
  ],
  [
    'Training duties',
    'a cause that came late and was not counted',
    ({ enrollment }) => (the(enrollment.duties, { personId: 'Gi', kind: 'retraining' }).moves = 1),
  ],
  ['People as enrollment knows them', 'missed news', ({ enrollment }) => enrollment.people.pop()],
  ['Training duties', 'a lost duty', ({ enrollment }) => enrollment.duties.pop()],
  ['Training duties', 'a wrong deadline', ({ enrollment }) => (enrollment.duties[0]!.deadline = '2026-12-31')],
  ['Training duties', 'a move not counted', e => (the(e.enrollment.duties, { kind: 'retraining' }).moves = 0)],
  ['Training duties', 'a waiver that ended early', e => (the(e.enrollment.duties, { personId: 'Lu' }).status = 'open')],
  [
    'People as enrollment knows them',
    'a correction of the past that was not heard of',
    ({ enrollment }) => the(enrollment.people, { personId: 'Ba' }).revision--,
  ],
  [
    'Attendance',
    'a mark that was not corrected',
    ({ enrollment }) => (the(enrollment.seats, { personId: 'An', classId: 'May' }).status = 'absent'),
  ],
  [
    'Nobody owes the same twice',
    'two retrainings',
    ({ enrollment: { duties } }) => duties.push({ ...the(duties, { kind: 'retraining' }), dutyId: 'x' }),
  ],
  [
    'Nobody owes the same twice',
    'a year twice',
    ({ enrollment: { duties } }) => duties.push({ ...the(duties, { kind: 'yearly' }), dutyId: 'x', status: 'waived' }),
  ],
  [
    'Whoever left owes nothing and holds no seat',
    'a duty that stayed open',
    ({ enrollment }) => (the(enrollment.duties, { personId: 'Em' }).status = 'open'),
  ],
  [
    'Whoever left owes nothing and holds no seat',
    'a seat that stayed',
    ({ enrollment }) => enrollment.seats.push({ ...CO_ELSEWHERE, classId: 'June', personId: 'Em', status: 'granted' }),
  ],
  ['Attendance', 'a lost mark', ({ enrollment }) => (the(enrollment.seats, { personId: 'An' }).status = 'granted')],
  [
    'Certificates',
    'a certificate too many',
    ({ enrollment: { certificates } }) =>
      certificates.push({ ...certificates[0]!, certificateId: 'x', personId: 'Co' }),
  ],
  ['Certificates', 'one for another skill', e => (e.enrollment.certificates[0]!.skill = 'reporting')],
  ['Certificates', 'one that nothing superseded', e => (e.enrollment.certificates[0]!.supersededBy = 'x')],
  [
    'Certificates',
    'one that is no longer void',
    e => (the(e.enrollment.certificates, { personId: 'Ha' }).revokedOn = null),
  ],
  ['Certificates', 'one that is void', e => (e.enrollment.certificates[0]!.revokedOn = '2025-05-07')],
  [
    'Only classes approved by two people are open',
    'one person',
    ({ approvals }) => (approvals.decisions[1]!.decidedBy = 'reviewer'),
  ],
  ['Only classes approved by two people are open', 'no decision', ({ approvals }) => approvals.decisions.splice(0)],
  [
    'Only classes approved by two people are open',
    'another content',
    ({ approvals }) => (approvals.proposals[0]!.contentHash = 'other'),
  ],
  [
    'Only classes approved by two people are open',
    'a content changed afterwards',
    ({ scheduling }) => (scheduling.plans[0]!.content.classes[0]!.hostUnitId = 'other'),
  ],
  [
    'Only classes approved by two people are open',
    'a plan returned',
    ({ scheduling }) => (scheduling.plans[0]!.status = 'returned'),
  ],
];
