import { DutyFulfilled, DutyMoved, DutyOpened, type DutyWaived } from '#contracts';
import type { Patch } from './merge-patch.js';

export type DutyEvent = DutyOpened | DutyMoved | DutyFulfilled | DutyWaived;

export interface DutyPatch extends Patch {
  dutyId: string;
  personId: string;
  programmeId: string | null;
  kind: string | null;
  period: number | null;
  status: 'open' | 'fulfilled' | 'waived';
  cohort: string | null;
  classType: string | null;
  unitId: string | null;
  openedOn: string | null;
  deadline: string | null;
  cause: string | null;
  batchId: string | null;
  moves: number | null;
  fulfilledOn: string | null;
  waivedOn: string | null;
}

/** What one event says about its duty. */
export function dutyPatch(event: DutyEvent, revision: number): DutyPatch {
  const { dutyId, personId } = event;
  const nothing = {
    dutyId,
    personId,
    revision,
    complete: false,
    programmeId: null,
    kind: null,
    period: null,
    cohort: null,
    classType: null,
    unitId: null,
    openedOn: null,
    deadline: null,
    cause: null,
    batchId: null,
    moves: null,
    fulfilledOn: null,
    waivedOn: null,
  };
  if (event instanceof DutyOpened)
    return { ...nothing, ...event, status: 'open', moves: event.kind === 'retraining' ? 1 : 0, complete: true };
  if (event instanceof DutyMoved) {
    const { cohort, classType, unitId, openedOn, deadline, moves, batchId } = event;
    return { ...nothing, cohort, classType, unitId, openedOn, deadline, moves, batchId, status: 'open' };
  }
  if (event instanceof DutyFulfilled) return { ...nothing, status: 'fulfilled', fulfilledOn: event.fulfilledOn };
  return { ...nothing, status: 'waived', waivedOn: event.waivedOn };
}

export interface DutyChange {
  change: 'opened' | 'moved' | 'coalesced' | 'fulfilled' | 'waived';
  batchId: string | null;
  on: string;
}

/** What one event did to its duty, and for which batch. */
export function dutyChange(event: DutyEvent): DutyChange {
  if (event instanceof DutyOpened)
    return { change: 'opened', batchId: event.batchId, on: event.reopenedOn ?? event.openedOn };
  if (event instanceof DutyMoved)
    return { change: event.coalesced ? 'coalesced' : 'moved', batchId: event.batchId, on: event.openedOn };
  if (event instanceof DutyFulfilled) return { change: 'fulfilled', batchId: null, on: event.fulfilledOn };
  return { change: 'waived', batchId: null, on: event.waivedOn };
}
