import type { PinnedClass } from './problem.js';

export interface PlannedSeats {
  groupId: string;
  unitId: string;
  people: number;
  deskOfficers: number;
}

export interface PlannedClass {
  hostUnitId: string;
  startsOn: string;
  endsOn: string;
  trainerId?: string;
  seats: PlannedSeats[];
}

export type UnservedReason =
  | 'below-minimum'
  | 'quota'
  | 'no-date'
  | 'no-host'
  | 'out-of-reach'
  | 'desk-rule'
  | 'trainers';

export interface Unserved {
  groupId: string;
  people: number;
  reason: UnservedReason;
}

export interface Certificate {
  inputHash: string;
  engine: string;
  solverVersion: string;
  /** Wall time; the only field that differs between two runs on the same input. */
  seconds: number;
  /** No plan serves more people, then has fewer classes, then travels less (gap ≤ 0.01 %). */
  optimal: boolean;
  /** The clock ended a search before it was through: a faster machine may find a better plan. */
  cutShort: boolean;
}

/**
 * A lower bound that anybody can recompute: `prices[lot]` is what one person of the lot pays for a seat, in kilometres.
 * Bound = Σ price × people + the least that so many classes can lose on their people at these prices. A lot is the desk
 * officers (`unit/desk`) or the others (`unit/others`) of a unit, or with `unitsTogether` the whole unit (`unit`).
 */
export interface BoundProof {
  prices: Record<string, number>;
  kilometres: number;
}

export interface PlanBounds {
  /** Nobody can seat more of these people. */
  mostPeople: number;
  /** Nobody can seat so many people in fewer classes. */
  fewestClasses: number;
  /** Whoever seats as many of each unit in as many classes travels at least so far (`totals.travel`). */
  kilometres: number;
  /** The part of `kilometres` that the checker recomputes without a solver; null when the clock left no time for it. */
  proof: BoundProof | null;
}

export interface PlanTotals {
  people: number;
  classes: number;
  /** Return trips. */
  personKm: number;
  nights: number;
  /** `personKm` and the nights weighed as kilometres: what the planner makes small. */
  travel: number;
  /** (travel - bounds.kilometres) / travel. */
  gap: number;
  /** Return kilometres a person of the unit that travels farthest on average. */
  worstUnitKm: number;
}

export interface ClassPlan {
  classes: PlannedClass[];
  unserved: Unserved[];
  /** Pinned classes that could not come together. */
  unmetPins: PinnedClass[];
  bounds: PlanBounds;
  totals: PlanTotals;
  certificate: Certificate;
}
