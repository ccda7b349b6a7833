import { line, sameMultiset } from './compare.js';
import { dutyLine } from './check-duties.js';
import { dutyTable, figuresOf, type Counted } from './figures.js';
import type { CertificateRow, DutyRow, EnrollmentRows } from './load-enrollment.js';
import type { ReportingRows, SeatFact } from './load-reporting.js';
import type { Check, OracleInput } from './oracle.js';
import type { World } from './replay-journal.js';

/** What reporting projected is what staff and enrollment have. */
export function checkFacts(world: World, enrollment: EnrollmentRows, reporting: ReportingRows): Check[] {
  const successor = new Map(world.units.successions.map(one => [one.predecessorId, one.successorId]));
  return [
    sameMultiset(
      { vi: 'Báo cáo: đơn vị', en: 'Reporting: units' },
      world.units.all.map(({ unitId, code, level, from, to }) =>
        line({ unit: unitId, code, level, from, to, successor: successor.get(unitId) }),
      ),
      reporting.units.map(({ unitId, code, level, from, to, successorId }) =>
        line({ unit: unitId, code, level, from, to, successor: successorId }),
      ),
    ),
    sameMultiset(
      { vi: 'Báo cáo: người', en: 'Reporting: people' },
      [...world.registry.people.values()].map(({ personId, held, revision }) =>
        line({ person: personId, unit: held?.unitId, revision }),
      ),
      reporting.people.map(({ personId, unitId, revision }) => line({ person: personId, unit: unitId, revision })),
    ),
    sameMultiset(
      { vi: 'Báo cáo: nghĩa vụ', en: 'Reporting: duties' },
      enrollment.duties.map(dutyFactLine),
      reporting.duties.map(dutyFactLine),
    ),
    sameMultiset(
      { vi: 'Báo cáo: chỗ', en: 'Reporting: seats' },
      enrollment.seats.map(seatLine),
      reporting.seats.map(seatLine),
    ),
    sameMultiset(
      { vi: 'Báo cáo: chứng nhận', en: 'Reporting: certificates' },
      enrollment.certificates.map(certificateLine),
      reporting.certificates.map(certificateLine),
    ),
  ];
}

/** Figures from the inputs against figures from the facts, and against what a user was answered. */
export function checkFigures(expected: Counted, reporting: Counted, told: OracleInput['figures'] = {}): Check {
  const figures = figuresOf(expected);
  const named = Object.keys(told).filter(name => name in figures) as (keyof typeof figures)[];
  const linesOf = (counted: Counted) => [
    ...Object.entries(figuresOf(counted)).map(([figure, value]) => line({ figure, value })),
    ...[...dutyTable(counted.duties)].map(([group, value]) => line({ duties: group, value })),
  ];
  return sameMultiset(
    { vi: 'Báo cáo: số liệu', en: 'Reporting: figures' },
    [...linesOf(expected), ...named.map(figure => line({ answered: figure, value: figures[figure] }))],
    [...linesOf(reporting), ...named.map(figure => line({ answered: figure, value: told[figure] }))],
  );
}

function dutyFactLine(duty: DutyRow): string {
  return `${line({ duty: duty.dutyId })} ${dutyLine(duty)}`;
}

// Without the unit: it follows the person by an event about the duty, not about the seat.
function seatLine({ seatId, classId, personId, status, grantedBy }: SeatFact): string {
  return line({ seat: seatId, class: classId, person: personId, status, by: grantedBy });
}

function certificateLine(certificate: CertificateRow): string {
  const { certificateId, personId, classId, programme, unitId, issuedOn, supersededBy, revokedOn } = certificate;
  const about = { certificate: certificateId, person: personId, class: classId, programme, unit: unitId };
  return line({ ...about, issuedOn, supersededBy, revokedOn });
}
