import type { ClassTypeCode, DutyKind, WaitingReason } from '#contracts';
import { compareTexts } from '#kernel';
import type { DemandingPerson } from './unit-demand.js';

/** An open duty of a person without a seat, with where the person serves. */
export interface OpenDuty {
  personId: string;
  unitId: string;
  desk: boolean;
  dutyId: string;
  kind: DutyKind;
  programmeId: string;
  classType: ClassTypeCode;
  openedOn: string;
  deadline: string;
  reason: WaitingReason | null;
  /** What the person is said to wait for, where the programme has classes for each skill. */
  waitingSkill: string | null;
}

export interface DuePerson extends DemandingPerson {
  /** Why the person was last said to wait. */
  reason: WaitingReason | null;
  /** What all duties say alike of the waiting; null when they differ. */
  said: Pick<OpenDuty, 'reason' | 'waitingSkill'> | null;
}

/** The one class that would answer everything a person owes: of which type, from when, until when. */
export function owedClass(duties: OpenDuty[], today: string): DuePerson {
  const [newest] = [...duties].sort((a, b) => compareTexts(b.openedOn, a.openedOn) || compareTexts(a.dutyId, b.dutyId));
  if (!newest) throw new Error('Nobody owes a class without a duty');
  const { personId, unitId, desk, classType, openedOn: earliest, programmeId: owedTo } = newest;
  const kept = duties.filter(({ deadline }) => deadline >= earliest);
  // Late is better than never for a yearly duty, and for a retraining whose deadline is over anyway.
  const bound = kept.find(({ kind, deadline: last }) => kind === 'retraining' && last >= today);
  return {
    personId,
    unitId,
    desk,
    classType,
    earliest,
    deadline: nextDeadline(duties),
    latest: bound?.deadline ?? null,
    retraining: duties.some(({ kind }) => kind === 'retraining'),
    owedTo,
    reason: duties.find(({ reason }) => reason !== null)?.reason ?? null,
    said: duties.every(({ reason, waitingSkill }) => reason === newest.reason && waitingSkill === newest.waitingSkill)
      ? { reason: newest.reason, waitingSkill: newest.waitingSkill }
      : null,
  };
}

/** A deadline before the class could begin is lost already; what counts is the next one that can be kept. */
export function nextDeadline(duties: readonly Pick<OpenDuty, 'openedOn' | 'deadline'>[]): string {
  const [earliest = ''] = duties.map(({ openedOn }) => openedOn).sort((a, b) => compareTexts(b, a));
  const [next] = duties
    .map(({ deadline }) => deadline)
    .filter(deadline => deadline >= earliest)
    .sort(compareTexts);
  if (!next) throw new Error('No duty ends before it began');
  return next;
}
