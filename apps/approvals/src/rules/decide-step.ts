import type { UnitPart } from '#contracts';
import { ConflictError, DomainError, ForbiddenError } from '#kernel';
import './approvals.errors.js';
import type { ChainStep } from './chain.js';
import { isComplete, unitsToSpeakFor } from './unit-parts.js';

export type Decision = 'approve' | 'return' | 'reject';
export type Outcome = 'approved' | 'returned' | 'rejected';
export type ProposalStatus = 'open' | 'superseded' | 'stale' | 'withdrawn' | Outcome;

/** A decision that was not undone. */
export interface StandingDecision {
  step: number;
  decidedBy: string;
  onBehalfOf: string | null;
  /** The units that were spoken for; null: all. */
  unitIds: string[] | null;
}

/** What the rule needs to know of a proposal. */
export interface DecidableProposal {
  status: ProposalStatus;
  contentHash: string;
  /** Whoever submitted or edited the content. */
  authors: string[];
  /** The unit it is about and all above it; empty when it is about the whole province. */
  unitIds: string[];
  /** The units that each must say yes in a step that is bound to units; none: one of `unitIds` says it for all. */
  parts: UnitPart[];
  chain: ChainStep[];
  currentStep: number;
  escalated: boolean;
  claimedBy: string | null;
  standing: StandingDecision[];
}

export interface Decider {
  subject: string;
  roles: readonly string[];
  units: 'all' | readonly string[];
  /** Whom the caller stands in for today, in which role. */
  deputyFor: { subject: string; role: string }[];
}

export interface WantedDecision {
  decision: Decision;
  reason?: string | undefined;
  contentHash: string;
  by: Decider;
}

/** What follows from a decision: in which role and for whom it was taken, and where the proposal stands then. */
export interface DecidedStep {
  role: string;
  onBehalfOf: string | null;
  /** The units that were spoken for; null: all. */
  unitIds: string[] | null;
  status: 'open' | Outcome;
  nextStep: number;
}

const OUTCOMES = { return: 'returned', reject: 'rejected' } as const;

/** Decides the current step of a proposal, or says why this person may not. */
export function decideStep(proposal: DecidableProposal, wanted: WantedDecision): DecidedStep {
  const { currentStep, chain, standing } = proposal;
  const { step, ...acting } = deciderOf(proposal, wanted.by);
  if (wanted.contentHash !== proposal.contentHash) throw new ConflictError('APPROVALS.CONTENT_CHANGED');
  keepDutiesApart(proposal, [wanted.by.subject, ...(acting.onBehalfOf ? [acting.onBehalfOf] : [])]);
  if (wanted.decision !== 'approve') {
    if (!wanted.reason?.trim()) throw new DomainError('APPROVALS.REASON_REQUIRED');
    return { ...acting, status: OUTCOMES[wanted.decision], nextStep: currentStep };
  }
  const approvals = [...standing.filter(one => one.step === currentStep), acting];
  const parts = step.unitBound ? proposal.parts : [];
  if (!isComplete(parts, approvals, step.minimum)) return { ...acting, status: 'open', nextStep: currentStep };
  const last = currentStep === chain.length - 1;
  return { ...acting, status: last ? 'approved' : 'open', nextStep: last ? currentStep : currentStep + 1 };
}

/** The current step, and in which role and for whom this person decides it; throws when it is not theirs. */
export function deciderOf(proposal: DecidableProposal, by: Decider) {
  const { currentStep, chain, status, claimedBy, escalated } = proposal;
  const step = chain[currentStep];
  if (status !== 'open' || !step) throw new ConflictError('APPROVALS.ALREADY_DECIDED', { status });
  const acting = actingIn(step, escalated, by);
  const unitIds = acting && (step.unitBound ? unitsOf(proposal, by, acting.role) : null);
  if (!acting || unitIds === undefined) throw new ForbiddenError('APPROVALS.NOT_YOUR_STEP', { role: step.role });
  // A claim binds until the deadline; then whoever may decide may also take over.
  if (claimedBy && claimedBy !== by.subject && !escalated)
    throw new ConflictError('APPROVALS.CLAIMED_BY_ANOTHER', { claimedBy });
  return { step, ...acting, unitIds };
}

function actingIn(step: ChainStep, escalated: boolean, { roles, deputyFor }: Decider) {
  if (roles.includes(step.role)) return { role: step.role, onBehalfOf: null };
  const principal = deputyFor.find(({ role }) => role === step.role);
  if (principal) return { role: step.role, onBehalfOf: principal.subject };
  if (escalated && step.escalateTo && roles.includes(step.escalateTo))
    return { role: step.escalateTo, onBehalfOf: null };
  return undefined;
}

/**
 * A role of the province is not bound and speaks for all units (null); a role of a unit decides for its own units and what
 * lies below them. Undefined: for none.
 */
function unitsOf(proposal: DecidableProposal, { units }: Decider, role: string): string[] | null | undefined {
  const { unitIds, parts, chain, currentStep, standing } = proposal;
  const step = chain[currentStep];
  if (units === 'all' || role !== step?.role) return null;
  if (parts.length === 0) return unitIds.some(id => units.includes(id)) ? null : undefined;
  const approvals = standing.filter(one => one.step === currentStep);
  return unitsToSpeakFor(parts, units, approvals, step.minimum);
}

/** Nobody decides on what they wrote, and nobody twice, whether in person, as a deputy or through one. */
function keepDutiesApart({ authors, standing }: DecidableProposal, people: string[]): void {
  if (people.some(person => authors.includes(person))) throw new DomainError('APPROVALS.OWN_SUBMISSION');
  const before = standing.flatMap(({ decidedBy, onBehalfOf }) => [decidedBy, ...(onBehalfOf ? [onBehalfOf] : [])]);
  if (people.some(person => before.includes(person))) throw new DomainError('APPROVALS.SECOND_STEP_BY_SAME_PERSON');
}
