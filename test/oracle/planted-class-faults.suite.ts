// Faults about what became of classes, what was said of them, and about seats kept for units.
import type { Services } from './load-services.js';
import { the, type Fault } from './planted-faults.suite.js';

const AS_DECIDED = 'Classes are as planned and decided';

const june = ({ enrollment }: Services) => the(enrollment.classes, { classId: 'June' });
const ofChange = ({ approvals }: Services, proposalId: string) => the(approvals.decisions, { proposalId });

export const CLASS_FAULTS: Fault[] = [
  [AS_DECIDED, 'other days', e => (june(e).endsOn = '2025-06-04')],
  [AS_DECIDED, 'a class that never opened', ({ enrollment }) => enrollment.classes.pop()],
  [AS_DECIDED, 'a seat above the maximum that nobody approved', e => june(e).extra++],
  [AS_DECIDED, 'a class that nobody cancelled', e => (june(e).status = 'cancelled')],
  [
    AS_DECIDED,
    'an approved end that did not come',
    ({ enrollment }) => (the(enrollment.classes, { classId: 'July' }).status = 'open'),
  ],
  [AS_DECIDED, 'an end that one person approved', e => (ofChange(e, 'cancel July').decidedBy = 'chairman')],
  [AS_DECIDED, 'seats that were refused', e => (ofChange(e, 'enlarge June').decision = 'reject')],
  [
    AS_DECIDED,
    'more seats than what was approved says',
    ({ approvals }) => (the(approvals.changes, { proposalId: 'enlarge June' }).content.effect[1]!.value = 3),
  ],
  [
    AS_DECIDED,
    'a postponement said to be too late for a class that is still open',
    e => {
      Object.assign(june(e), { startsOn: '2025-05-26', endsOn: '2025-05-27' });
      e.enrollment.withdrawn.push({ changeId: 'change postpone June' });
    },
  ],
  [
    'Classes as scheduling knows them',
    'a missed end',
    ({ scheduling }) => (the(scheduling.classes, { classId: 'July' }).cancelled = false),
  ],
  [
    'Reporting: classes',
    'a missed postponement',
    ({ reporting }) => (the(reporting.classes, { classId: 'June' }).startsOn = '2025-05-26'),
  ],
  [
    'Only who was in a class rates it, once',
    'somebody who was absent',
    ({ enrollment }) => enrollment.feedback.push({ classId: 'May', personId: 'Co' }),
  ],
  [
    'Only who was in a class rates it, once',
    'somebody without a mark',
    ({ enrollment }) => enrollment.feedback.push({ classId: 'June', personId: 'Ha' }),
  ],
  [
    'Only who was in a class rates it, once',
    'the same one twice',
    ({ enrollment }) => enrollment.feedback.push({ classId: 'May', personId: 'An' }),
  ],
  ['Seats kept for units', 'a lost one', ({ enrollment }) => enrollment.reservations.pop()],
  ['Seats kept for units', 'one that ended early', e => (e.enrollment.reservations[0]!.expired = true)],
  ['Seats kept for units', 'one that counts wrongly', e => e.enrollment.reservations[0]!.used++],
  ['Seats kept for units', 'fewer seats', e => (e.enrollment.reservations[0]!.seats = 0)],
];
