import { line, noViolation, sameMultiset } from './compare.js';
import type { CertificateRow, DutyRow, SeatRow } from './load-enrollment.js';
import type { Check } from './oracle.js';
import type { World } from './replay-journal.js';
import { groupBy, type Duty } from './world.js';

export function dutyLine(duty: Duty): string {
  const { personId, programme, kind, period, status, unitId, cohort, classType, openedOn, deadline, moves } = duty;
  const owed = { person: personId, programme, kind, period, status, unit: unitId, cohort, classType };
  return line({ ...owed, openedOn, deadline, moves });
}

export function checkDuties(world: World, found: DutyRow[]): Check {
  return sameMultiset(
    { vi: 'Nghĩa vụ bồi dưỡng', en: 'Training duties' },
    world.duties.map(dutyLine),
    found.map(dutyLine),
  );
}

/** However often somebody was moved, one retraining answers all of it, and a year is owed once. */
export function checkNoDutyTwice(found: DutyRow[]): Check {
  const open = found.filter(({ kind, status }) => kind === 'retraining' && status === 'open');
  const yearly = found.filter(({ kind }) => kind === 'yearly');
  const reasons = [
    ...groupBy(open, ({ personId }) => line({ person: personId, open: 'retraining' })),
    ...groupBy(yearly, ({ personId, programme, period }) => line({ person: personId, programme, period })),
  ];
  return noViolation(
    { vi: 'Không ai mang một nghĩa vụ hai lần', en: 'Nobody owes the same twice' },
    reasons.length,
    reasons.filter(([, duties]) => duties.length > 1).map(([reason, duties]) => `${reason} times=${duties.length}`),
  );
}

/** Whoever left owes nothing and takes no seat from others. */
export function checkWhoLeft(
  { registry }: Pick<World, 'registry'>,
  duties: DutyRow[],
  seats: Pick<SeatRow, 'seatId' | 'personId' | 'status'>[],
): Check {
  const left = new Set([...registry.people.values()].filter(({ held }) => !held).map(({ personId }) => personId));
  const open = duties.filter(({ personId, status }) => status === 'open' && left.has(personId));
  const granted = seats.filter(({ personId, status }) => status === 'granted' && left.has(personId));
  const bad = groupBy([...open, ...granted], ({ personId }) => personId);
  return noViolation(
    { vi: 'Người đã thôi việc không còn nghĩa vụ, không giữ chỗ', en: 'Whoever left owes nothing and holds no seat' },
    left.size,
    [...bad].map(([person, held]) => line({ person, holds: held.length })),
  );
}

/**
 * One certificate in force for each attended class, for what was taught there; a newer one takes the place of the one before. A void one stays, with
 * the day from which it is.
 */
export function checkCertificates(world: World, found: CertificateRow[]): Check {
  const classOf = new Map(found.map(({ certificateId, classId }) => [certificateId, classId]));
  return sameMultiset(
    { vi: 'Chứng nhận', en: 'Certificates' },
    world.certificates.map(({ personId, classId, skill, issuedOn, supersededBy, revokedOn }) =>
      line({ person: personId, class: classId, skill, issuedOn, supersededBy, revokedOn }),
    ),
    found.map(({ personId, classId, skill, issuedOn, supersededBy, revokedOn }) => {
      const by = supersededBy && (classOf.get(supersededBy) ?? supersededBy);
      return line({ person: personId, class: classId, skill, issuedOn, supersededBy: by, revokedOn });
    }),
  );
}

/** Every mark that a trainer was told is kept is on a seat, and no seat has a mark that nobody gave. */
export function checkAttendance(
  { attendance: { marks } }: Pick<World, 'attendance'>,
  seats: Pick<SeatRow, 'classId' | 'personId' | 'status'>[],
): Check {
  const marked = seats.filter(({ status }) => status === 'attended' || status === 'absent');
  return sameMultiset(
    { vi: 'Điểm danh', en: 'Attendance' },
    [...marks.values()].map(({ classId, personId, mark }) => line({ class: classId, person: personId, mark })),
    marked.map(({ classId, personId, status }) => line({ class: classId, person: personId, mark: status })),
  );
}
