import { inSnapshot } from './database.js';
import { loadMessaging, type MessagingRows } from './load-messaging.js';
import type { Reservation } from './oracle.js';
import type { ClassDays, Duty } from './world.js';

export interface StateRow {
  personId: string;
  revision: number;
  unitId: string | null;
  level: string | null;
  post: string | null;
  duties: string[];
}

export interface DutyRow extends Duty {
  dutyId: string;
}

export interface ClassRow extends ClassDays {
  classId: string;
  planId: string;
  programme: string;
  classType: string;
  hostUnitId: string;
  skill: string | null;
  minimum: number;
  maximum: number;
  /** Approved seats above the maximum. */
  extra: number;
  /** Seats kept for units and not taken. */
  reserved: number;
  granted: number;
  status: string;
}

export interface SeatRow {
  seatId: string;
  classId: string;
  personId: string;
  unitId: string;
  desk: boolean;
  status: string;
  grantedBy: string;
  reservationId: string | null;
}

export interface ReservationRow extends Reservation {
  reservationId: string;
  used: number;
  expired: boolean;
}

export interface CertificateRow {
  certificateId: string;
  personId: string;
  classId: string;
  programme: string;
  unitId: string;
  skill: string | null;
  issuedOn: string;
  supersededBy: string | null;
  revokedOn: string | null;
}

export interface FeedbackRow {
  classId: string;
  personId: string;
}

export interface PlaceRow {
  personId: string;
  place: number;
  waiting: number;
}

export interface DemandRow {
  unitId: string;
  deskStaff: number;
  groups: { waiting: number; deskOfficers: number; skill?: string }[];
}

export interface EnrollmentRows extends MessagingRows {
  people: StateRow[];
  duties: DutyRow[];
  classes: ClassRow[];
  seats: SeatRow[];
  reservations: ReservationRow[];
  /** Changes of classes that came too late to be carried out. */
  withdrawn: { changeId: string }[];
  certificates: CertificateRow[];
  feedback: FeedbackRow[];
  /** Who was in which session, in time or late. */
  sessions: FeedbackRow[];
  /** Units whose people may sit in a class, by its seat plan or because they are near. */
  reach: { classId: string; unitId: string }[];
  demand: DemandRow[];
  /** The place of everybody who waits, as it is shown. */
  places: PlaceRow[];
  /** Units whose seats are still to be allocated. */
  due: { unitId: string }[];
}

const PROGRAMME = `p.code || '/' || p.version AS programme`;

const PEOPLE = `
  SELECT person_id AS "personId", revision, unit_id AS "unitId", unit_level AS level, post,
    ARRAY(SELECT unnest(duties) ORDER BY 1) AS duties FROM person_state`;

const DUTIES = `
  SELECT id AS "dutyId", person_id AS "personId", ${PROGRAMME}, kind, period, status, cohort, class_type AS "classType",
    unit_id AS "unitId", opened_on::text AS "openedOn", deadline::text, moves
  FROM training_duty JOIN programme_rules p USING (programme_id)`;

const CLASSES = `
  SELECT id AS "classId", plan_id AS "planId", ${PROGRAMME}, class_type AS "classType", host_unit_id AS "hostUnitId", skill,
    starts_on::text AS "startsOn", ends_on::text AS "endsOn", minimum, maximum, extra, reserved, granted, status
  FROM training_class LEFT JOIN programme_rules p USING (programme_id)`;

const SEATS = `
  SELECT id AS "seatId", class_id AS "classId", person_id AS "personId", unit_id AS "unitId", desk, status,
    granted_by AS "grantedBy", reservation_id AS "reservationId"
  FROM seat`;

const RESERVATIONS = `
  SELECT id AS "reservationId", class_id AS "classId", unit_id AS "unitId", seats, used, expires_on::text AS "expiresOn",
    expired
  FROM seat_reservation`;

const WITHDRAWN = `SELECT id AS "changeId" FROM class_change WHERE status = 'withdrawn'`;

const CERTIFICATES = `
  SELECT id AS "certificateId", person_id AS "personId", class_id AS "classId", ${PROGRAMME}, unit_id AS "unitId", skill,
    issued_on::text AS "issuedOn", superseded_by AS "supersededBy", revoked_on::text AS "revokedOn"
  FROM certificate LEFT JOIN programme_rules p USING (programme_id)`;

const FEEDBACK = 'SELECT class_id AS "classId", person_id AS "personId" FROM class_feedback';

const SESSIONS = `
  SELECT DISTINCT class_id AS "classId", person_id AS "personId" FROM session_mark WHERE mark IN ('present', 'late')`;

const REACH = `
  SELECT class_id AS "classId", unit_id AS "unitId" FROM class_reach
  UNION SELECT class_id, unit_id FROM class_seat_plan`;

const DEMAND = 'SELECT unit_id AS "unitId", desk_staff AS "deskStaff", groups FROM unit_demand';

const PLACES = `
  SELECT person_id AS "personId", place, waiting FROM waitlist_places(ARRAY(SELECT person_id FROM waiting_person))`;

export function loadEnrollment(url: string): Promise<EnrollmentRows> {
  return inSnapshot(url, async select => ({
    people: await select<StateRow>(PEOPLE),
    duties: await select<DutyRow>(DUTIES),
    classes: await select<ClassRow>(CLASSES),
    seats: await select<SeatRow>(SEATS),
    reservations: await select<ReservationRow>(RESERVATIONS),
    withdrawn: await select<{ changeId: string }>(WITHDRAWN),
    certificates: await select<CertificateRow>(CERTIFICATES),
    feedback: await select<FeedbackRow>(FEEDBACK),
    sessions: await select<FeedbackRow>(SESSIONS),
    reach: await select<EnrollmentRows['reach'][number]>(REACH),
    demand: await select<DemandRow>(DEMAND),
    places: await select<PlaceRow>(PLACES),
    due: await select<{ unitId: string }>('SELECT unit_id AS "unitId" FROM allocation_due'),
    ...(await loadMessaging(url)),
  }));
}
