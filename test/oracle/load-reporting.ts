import { inSnapshot } from './database.js';
import type { CertificateRow, DutyRow, SeatRow } from './load-enrollment.js';
import { loadMessaging, type MessagingRows } from './load-messaging.js';
import type { Unit } from './replay-units.js';
import type { ClassDays } from './world.js';

export type UnitFact = Unit & { successorId: string | null };
export type SeatFact = Omit<SeatRow, 'unitId' | 'desk' | 'reservationId'>;

/** A class as the services beside enrollment know it, with the seats above its maximum. */
export interface ClassFact extends ClassDays {
  classId: string;
  maximum: number;
  cancelled: boolean;
}

export interface ReportingRows extends MessagingRows {
  units: UnitFact[];
  people: { personId: string; unitId: string | null; revision: number }[];
  duties: DutyRow[];
  seats: SeatFact[];
  certificates: CertificateRow[];
  classes: ClassFact[];
}

const PROGRAMME = `p.code || '/' || p.version AS programme`;

const UNITS = `
  SELECT unit_id AS "unitId", code, level, parent_id AS "parentId", valid_from::text AS "from", valid_to::text AS "to",
    successor_id AS "successorId" FROM unit_fact`;

const DUTIES = `
  SELECT duty_id AS "dutyId", person_id AS "personId", ${PROGRAMME}, kind, period, status, cohort,
    class_type AS "classType", unit_id AS "unitId", opened_on::text AS "openedOn", deadline::text, moves
  FROM duty_fact LEFT JOIN programme_fact p USING (programme_id)`;

const SEATS = `
  SELECT seat_id AS "seatId", class_id AS "classId", person_id AS "personId", status, granted_by AS "grantedBy"
  FROM seat_fact`;

const CERTIFICATES = `
  SELECT certificate_id AS "certificateId", person_id AS "personId", class_id AS "classId", ${PROGRAMME},
    unit_id AS "unitId", issued_on::text AS "issuedOn", superseded_by AS "supersededBy", revoked_on::text AS "revokedOn"
  FROM certificate_fact LEFT JOIN programme_fact p USING (programme_id)`;

const CLASSES = `
  SELECT class_id AS "classId", coalesce(c.starts_on, f.starts_on)::text AS "startsOn",
    coalesce(c.ends_on, f.ends_on)::text AS "endsOn", coalesce(c.maximum, f.maximum) AS maximum,
    coalesce(c.change IN ('merged', 'cancelled'), false) AS cancelled
  FROM class_fact f LEFT JOIN class_change_fact c USING (class_id)`;

const PEOPLE = 'SELECT person_id AS "personId", unit_id AS "unitId", revision FROM person_fact';

export function loadReporting(url: string): Promise<ReportingRows> {
  return inSnapshot(url, async select => ({
    units: await select<UnitFact>(UNITS),
    people: await select<ReportingRows['people'][number]>(PEOPLE),
    duties: await select<DutyRow>(DUTIES),
    seats: await select<SeatFact>(SEATS),
    certificates: await select<CertificateRow>(CERTIFICATES),
    classes: await select<ClassFact>(CLASSES),
    ...(await loadMessaging(url)),
  }));
}
