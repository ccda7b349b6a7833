import { addDays } from '#kernel';

/** One step of a chain: who decides, how many of them, in how many days, and who may decide when they do not. */
export interface ChainStep {
  role: string;
  /** How many different people must approve. */
  minimum: number;
  /** Days until the step is escalated; the day before, its deciders are reminded. */
  deadlineDays: number;
  /** Role that may decide as well once the deadline is over; null when nobody. */
  escalateTo: string | null;
  /** True when the decider must belong to the unit that the proposal is about, or to one above it. */
  unitBound: boolean;
}

/** Chains of proposals that were opened before steps had deadlines. */
export function completeStep(step: Partial<ChainStep> & { role: string }): ChainStep {
  return { minimum: 1, deadlineDays: 3, escalateTo: null, unitBound: false, ...step };
}

/** The day on which a step that begins on `today` is over. */
export const dueOn = (today: string, { deadlineDays }: ChainStep): string => addDays(today, deadlineDays);
