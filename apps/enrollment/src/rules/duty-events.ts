// The one place where a duty becomes an event: every change of a duty raises its revision and is told with it.
import { DutyFulfilled, DutyMoved, DutyOpened, DutyWaived, make } from '#contracts';
import type { AttendedClass, Told, TrainingDuty } from './person-training.js';

interface Changed {
  duty: TrainingDuty;
  told: Told;
}

/** Opens a new duty (revision 0 so far), or one that was waived or fulfilled and is owed again from a day on. */
export function opened(before: TrainingDuty, reopenedOn?: string): Changed {
  const duty: TrainingDuty = { ...before, status: 'open', revision: before.revision + 1 };
  const { id: dutyId, personId, programmeId, kind, period, cohort, classType, unitId } = duty;
  const { openedOn, deadline, cause, batchId } = duty;
  // Spelled out for the same reason as the duty itself (`newDuty`).
  const owed: DutyOpened = {
    dutyId,
    personId,
    programmeId,
    kind,
    period,
    cohort,
    classType,
    unitId,
    openedOn,
    deadline,
    cause,
    batchId,
  };
  if (reopenedOn) owed.reopenedOn = reopenedOn;
  return tell(duty, make(DutyOpened, owed));
}

export function moved(before: TrainingDuty, to: Partial<TrainingDuty>, coalesced: boolean): Changed {
  const duty: TrainingDuty = { ...before, ...to, revision: before.revision + 1 };
  const { id: dutyId, personId, cohort, classType, unitId, openedOn, deadline, moves, batchId } = duty;
  const now = { cohort, classType, unitId, openedOn, deadline, coalesced, moves, batchId };
  return tell(duty, make(DutyMoved, { dutyId, personId, ...now }));
}

export function waived(before: TrainingDuty, reason: DutyWaived['reason'], waivedOn: string): Changed {
  const duty: TrainingDuty = { ...before, status: 'waived', revision: before.revision + 1 };
  return tell(duty, make(DutyWaived, { dutyId: duty.id, personId: duty.personId, reason, waivedOn }));
}

export function fulfilled(before: TrainingDuty, by: AttendedClass): Changed {
  const { endsOn: fulfilledOn, certificateId } = by;
  const revision = before.revision + 1;
  const duty: TrainingDuty = { ...before, status: 'fulfilled', revision, fulfilledOn, certificateId };
  return tell(duty, make(DutyFulfilled, { dutyId: duty.id, personId: duty.personId, certificateId, fulfilledOn }));
}

function tell(duty: TrainingDuty, event: object): Changed {
  return { duty, told: { event, key: duty.id, revision: duty.revision } };
}
