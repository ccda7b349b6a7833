import { DomainError } from '#kernel';

export const ABSENCES = ['maternity', 'sick', 'study', 'unpaid', 'secondment'] as const;
export type AbsenceKind = (typeof ABSENCES)[number];

/** Somebody keeps post and duties and is not there. */
export interface Absence {
  kind: AbsenceKind;
  from: string;
  /** First day back; null while it is not known. */
  to: string | null;
  hostUnitId: string | null;
}

/** What an absence says by itself: it ends after it begins, and a secondment, and nothing else, has a host. */
export function refuseImpossible({ kind, from, to, hostUnitId }: Absence): void {
  if (to !== null && to <= from) throw new DomainError('STAFF.ABSENCE_ENDS_BEFORE_START', { from, to });
  if ((hostUnitId !== null) !== (kind === 'secondment')) throw new DomainError('STAFF.HOST_UNIT_OF_SECONDMENT');
}
