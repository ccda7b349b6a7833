import { line, noViolation, sameMultiset } from './compare.js';
import type { ClassRow, DutyRow, ReservationRow, SeatRow } from './load-enrollment.js';
import type { Check } from './oracle.js';
import type { Programmes } from './programmes.js';
import type { DecidedClass } from './replay-classes.js';
import type { World } from './replay-journal.js';
import type { SeatRules } from './replay-seats.js';
import { teaches } from './waiting.js';
import { groupBy } from './world.js';

const AUTOMATIC = new Set(['seat-plan', 'reach', 'reservation']);

type Seat = Pick<SeatRow, 'classId' | 'personId' | 'status'>;

/**
 * Seats, with those kept for units, stay within the maximum of the class and of its type in the programme and what was
 * approved above it, and the class counts them right.
 */
export function checkCapacity(
  programmes: Programmes,
  classes: ClassRow[],
  seats: Seat[],
  { decided, reserved }: { decided: ReadonlyMap<string, DecidedClass>; reserved: ReadonlyMap<string, number> },
): Check {
  const taken = groupBy(seats.filter(isTaken), ({ classId }) => classId);
  return noViolation(
    { vi: 'Không lớp nào quá số chỗ', en: 'No class has more people than it may' },
    classes.length,
    classes.flatMap(one => {
      const { classId, programme, classType, maximum } = one;
      const type = programmes.byKey(programme)?.classTypes.find(({ code }) => code === classType);
      const most = Math.min(maximum, type?.maximum ?? 0) + (decided.get(classId)?.extra ?? 0);
      const count = taken.get(classId)?.length ?? 0;
      const kept = reserved.get(classId) ?? 0;
      const isWrong = count + kept > most || count !== one.granted || kept !== one.reserved;
      return isWrong ? [line({ class: classId, seats: count, kept, most, counted: one.granted + one.reserved })] : [];
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

/**
 * Every active seat answers an open duty of its person: of the type of the class, owed by its first day, and taught there
 * is what is the person's turn, unless a certificate became void since the seat was given. None is in a
 * class that does not take place, or in one in which the unit gave it back, unless it asked for it again.
 */
export function checkSeatsAnswerDuties(
  classes: ClassRow[],
  seats: SeatRow[],
  duties: DutyRow[],
  world: Pick<World, 'seatRules' | 'dueSkill' | 'certificates'>,
): Check {
  const unsteady = new Set(world.certificates.flatMap(({ personId, revokedOn }) => (revokedOn ? [personId] : [])));
  const active = seats.filter(({ status }) => status === 'granted');
  const open = groupBy(
    duties.filter(({ status }) => status === 'open'),
    ({ personId }) => personId,
  );
  const byId = new Map(classes.map(one => [one.classId, one]));
  const answers = ({ classId, personId, grantedBy }: SeatRow) => {
    const held = byId.get(classId);
    const isRefused = AUTOMATIC.has(grantedBy) && world.seatRules.refusals.has(`${classId}/${personId}`);
    if (!held || held.status === 'cancelled' || isRefused) return false;
    if (!unsteady.has(personId) && !teaches(held, world.dueSkill(personId))) return false;
    const owed = open.get(personId) ?? [];
    return owed.some(duty => duty.classType === held.classType && duty.openedOn <= held.startsOn);
  };
  return noViolation(
    { vi: 'Mỗi chỗ đều đáp ứng một nghĩa vụ', en: 'Every seat answers a duty' },
    active.length,
    active.filter(seat => !answers(seat)).map(({ classId, personId }) => line({ class: classId, person: personId })),
  );
}

/** What was kept for units is kept, until its last day or the end of the class, and counts who took of it. */
export function checkReservations(
  { reservations }: Pick<SeatRules, 'reservations'>,
  decided: ReadonlyMap<string, DecidedClass>,
  found: ReservationRow[],
  seats: Pick<SeatRow, 'reservationId' | 'status'>[],
): Check {
  const idOf = new Map(found.map(one => [`${one.classId}/${one.unitId}`, one.reservationId]));
  const users = groupBy(seats.filter(isTaken), ({ reservationId }) => reservationId ?? '');
  return sameMultiset(
    { vi: 'Chỗ giữ riêng cho đơn vị', en: 'Seats kept for units' },
    [...reservations].map(([key, one]) => {
      const used = users.get(idOf.get(key) ?? 'none')?.length ?? 0;
      const expired = one.expired || decided.get(one.classId)?.cancelled === true;
      return reservationLine({ ...one, used, expired });
    }),
    found.map(reservationLine),
  );
}

function reservationLine(one: Omit<ReservationRow, 'reservationId'>): string {
  const { classId, unitId, seats, used, expiresOn, expired } = one;
  return line({ class: classId, unit: unitId, seats, used, expiresOn, expired });
}

/** A seat that was not given back: to come, attended, or missed. */
export function isTaken({ status }: Pick<Seat, 'status'>): boolean {
  return status !== 'released';
}
