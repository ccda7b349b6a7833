import { line, noViolation } from './compare.js';
import type { ClassRow, DutyRow, SeatRow } from './load-enrollment.js';
import type { Check } from './oracle.js';
import type { Programmes } from './programmes.js';
import { groupBy } from './world.js';

type Seat = Pick<SeatRow, 'classId' | 'personId' | 'status'>;

/** Seats stay within the maximum of the class and of its type in the programme, and the class counts them right. */
export function checkCapacity(programmes: Programmes, classes: ClassRow[], seats: Seat[]): Check {
  const taken = groupBy(seats.filter(isTaken), ({ classId }) => classId);
  return noViolation(
    { vi: 'Không lớp nào quá số chỗ', en: 'No class has more people than it may' },
    classes.length,
    classes.flatMap(({ classId, programme, classType, maximum, granted }) => {
      const type = programmes.byKey(programme)?.classTypes.find(({ code }) => code === classType);
      const most = Math.min(maximum, type?.maximum ?? 0);
      const count = taken.get(classId)?.length ?? 0;
      return count > most || count !== granted ? [line({ class: classId, seats: count, most, counted: granted })] : [];
    }),
  );
}

/** One active seat for a person, and one seat of a person in a class. */
export function checkNoSeatTwice(seats: Seat[]): Check {
  const active = seats.filter(({ status }) => status === 'granted');
  const uses = [
    ...groupBy(active, ({ personId }) => line({ person: personId, active: true })),
    ...groupBy(seats.filter(isTaken), ({ personId, classId }) => line({ person: personId, class: classId })),
  ];
  return noViolation(
    { vi: 'Không ai giữ hai chỗ', en: 'Nobody holds two seats' },
    uses.length,
    uses.filter(([, held]) => held.length > 1).map(([use, held]) => `${use} seats=${held.length}`),
  );
}

/** Every active seat answers an open duty of its person: of the type of the class, and owed by its first day. */
export function checkSeatsAnswerDuties(classes: ClassRow[], seats: Seat[], duties: DutyRow[]): Check {
  const active = seats.filter(({ status }) => status === 'granted');
  const open = groupBy(
    duties.filter(({ status }) => status === 'open'),
    ({ personId }) => personId,
  );
  const byId = new Map(classes.map(one => [one.classId, one]));
  const answers = ({ classId, personId }: Seat) => {
    const held = byId.get(classId);
    const owed = open.get(personId) ?? [];
    return held && owed.some(duty => duty.classType === held.classType && duty.openedOn <= held.startsOn);
  };
  return noViolation(
    { vi: 'Mỗi chỗ đều đáp ứng một nghĩa vụ', en: 'Every seat answers a duty' },
    active.length,
    active.filter(seat => !answers(seat)).map(({ classId, personId }) => line({ class: classId, person: personId })),
  );
}

/** A seat that was not given back: to come, attended, or missed. */
export function isTaken({ status }: Pick<Seat, 'status'>): boolean {
  return status !== 'released';
}
