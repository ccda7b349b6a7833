// Faults about classes, seats, waiting, figures and messages.
import { the, type Fault } from './planted-faults.suite.js';

const CO_ELSEWHERE = { seatId: 'x', unitId: 'A@2025-01', desk: true, grantedBy: 'reach', reservationId: null };

export const SEAT_FAULTS: Fault[] = [
  [
    'No class has more people than it may',
    'one more than the maximum, what was approved above it and what is kept allow',
    ({ enrollment: { seats, classes } }) => {
      for (const personId of ['Fa', 'Gi'])
        seats.push({ ...CO_ELSEWHERE, classId: 'June', personId, status: 'granted' });
      the(classes, { classId: 'June' }).granted = 4;
    },
  ],
  [
    'No class has more people than it may',
    'a maximum above the programme',
    ({ enrollment: { seats, classes } }) => {
      for (const personId of ['Fa', 'Gi'])
        seats.push({ ...CO_ELSEWHERE, classId: 'June', personId, status: 'granted' });
      Object.assign(the(classes, { classId: 'June' }), { granted: 4, maximum: 50 });
    },
  ],
  ['No class has more people than it may', 'a wrong count', ({ enrollment }) => enrollment.classes[1]!.granted++],
  [
    'Nobody holds two seats',
    'two active seats',
    ({ enrollment }) =>
      enrollment.seats.push({ ...CO_ELSEWHERE, classId: 'September', personId: 'Co', status: 'granted' }),
  ],
  [
    'Nobody holds two seats',
    'the same class twice',
    ({ enrollment }) => enrollment.seats.push({ ...CO_ELSEWHERE, classId: 'May', personId: 'An', status: 'absent' }),
  ],
  ['No class has more people than it may', 'a wrong count of kept seats', e => e.enrollment.classes[1]!.reserved--],
  [
    'Every seat answers a duty',
    'a cancelled class',
    ({ enrollment }) => enrollment.seats.push({ ...CO_ELSEWHERE, classId: 'July', personId: 'Gi', status: 'granted' }),
  ],
  [
    'Every seat answers a duty',
    'a seat that the unit gave back',
    ({ enrollment }) => enrollment.seats.push({ ...CO_ELSEWHERE, classId: 'June', personId: 'Ik', status: 'granted' }),
  ],
  ['Every seat answers a duty', 'a class of another type', e => (e.enrollment.classes[1]!.classType = 'provincial')],
  [
    'Every seat answers a duty',
    'a class before the duty',
    ({ enrollment }) => (the(enrollment.duties, { personId: 'Co' }).openedOn = '2025-06-03'),
  ],
  [
    'Every seat answers a duty',
    'nothing owed',
    ({ enrollment }) => (the(enrollment.duties, { personId: 'Co' }).status = 'fulfilled'),
  ],
  [
    'Places on the waiting list',
    'a later deadline before an earlier one',
    ({ enrollment: { places } }) => {
      the(places, { personId: 'Gi' }).place = 2;
      the(places, { personId: 'Du' }).place = 1;
    },
  ],
  ['Places on the waiting list', 'one forgotten', ({ enrollment }) => enrollment.places.pop()],
  [
    'Every one-stop desk stays staffed',
    'both officers away',
    ({ enrollment }) => enrollment.seats.push({ ...CO_ELSEWHERE, classId: 'June', personId: 'Du', status: 'granted' }),
  ],
  [
    'Allocation of seats is done',
    'a unit not looked at',
    ({ enrollment }) => enrollment.due.push({ unitId: 'A@2025-01' }),
  ],
  [
    'Nobody waits beside a free seat',
    'a free seat in reach',
    ({ enrollment }) => enrollment.reach.push({ classId: 'June', unitId: 'B@2025-01' }),
  ],
  [
    'Nobody waits beside a free seat',
    'a desk that could spare an officer',
    ({ enrollment }) => (the(enrollment.seats, { classId: 'June' }).status = 'released'),
  ],
  ['Demand list', 'somebody forgotten', ({ enrollment }) => enrollment.demand[1]!.groups.pop()],
  ['Demand list', 'a unit forgotten', ({ enrollment }) => enrollment.demand.shift()],
  ['Demand list', 'an officer not counted', ({ enrollment }) => (enrollment.demand[0]!.deskStaff = 1)],
  [
    'Demand as scheduling knows it',
    'missed news',
    ({ scheduling }) => scheduling.demand.pop() && scheduling.demand.pop(),
  ],
  ['Reporting: units', 'a missed merger', e => (the(e.reporting.units, { code: 'B' }).successorId = null)],
  ['Reporting: people', 'a missed move', ({ reporting }) => (reporting.people[0]!.unitId = 'B@2025-01')],
  ['Reporting: duties', 'a missed change', ({ reporting }) => (reporting.duties[0]!.status = 'open')],
  ['Reporting: seats', 'a missed mark', ({ reporting }) => (reporting.seats[0]!.status = 'granted')],
  ['Reporting: certificates', 'a missed certificate', ({ reporting }) => reporting.certificates.pop()],
  ['Reporting: figures', 'a duty not counted', ({ reporting }) => reporting.duties.pop()],
  ['Every message was sent', 'an outbox with a row', e => e.staff.unsent.push({ topic: 'staff.unit', count: 1 })],
  [
    'No message was put aside',
    'a dead letter',
    ({ reporting }) => reporting.deadLetters.push({ id: 'x', topic: 'staff.unit', reason: 'contract' }),
  ],
];
