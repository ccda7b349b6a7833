import type { AssignmentState, BackdatedMove, Cause, ClassTypeCode, DutyKind } from '#contracts';

export interface TrainingDuty {
  id: string;
  personId: string;
  programmeId: string;
  kind: DutyKind;
  period: number | null;
  status: 'open' | 'fulfilled' | 'waived';
  cohort: string;
  classType: ClassTypeCode;
  unitId: string;
  openedOn: string;
  deadline: string;
  cause: Cause | null;
  batchId: string | null;
  moves: number;
  revision: number;
  fulfilledOn: string | null;
  certificateId: string | null;
}

/** A seat that its person still has to take. */
export interface HeldSeat {
  id: string;
  classId: string;
  personId: string;
  classType: ClassTypeCode;
  startsOn: string;
  revision: number;
}

/** The latest class that the person attended, and the certificate for it. */
export interface AttendedClass {
  startsOn: string;
  endsOn: string;
  certificateId: string;
}

/** All that is known of one person's training; `held` is null when the person holds no post. */
export interface PersonTraining {
  personId: string;
  revision: number;
  held: AssignmentState | null;
  effectiveDate: string | null;
  leftOn: string | null;
  /** Counts the events of the person's seats and certificates. */
  trainingRevision: number;
  /** The open duties, and the yearly ones of any status. */
  duties: TrainingDuty[];
  seat: HeldSeat | null;
  lastAttended: AttendedClass | null;
}

/** What staff told about a person at one revision; `after` is null when the person left. */
export interface AssignmentFact {
  personId: string;
  revision: number;
  eventId: string;
  cause: Cause;
  effectiveDate: string;
  batchId: string | null;
  after: AssignmentState | null;
  /** Set when the change came late: `after` is then where the person serves anyway, and this is what had been. */
  backdated?: BackdatedMove | null;
}

/** An event to publish, and the received one that it answers. */
export interface Told {
  event: object;
  key: string;
  revision: number;
  causeId?: string | undefined;
}

export function servesAtDesk(held: Pick<AssignmentState, 'duties'> | null): boolean {
  return held?.duties.includes('one-stop') ?? false;
}

export function isSamePost(a: AssignmentState, b: AssignmentState): boolean {
  const duties = (of: AssignmentState): string => of.duties.toSorted().join();
  return a.unitId === b.unitId && a.post === b.post && duties(a) === duties(b);
}
