import { ConflictError, DomainError, ForbiddenError } from '#kernel';
import './approvals.errors.js';

export type Decision = 'approve' | 'return' | 'reject';
export type Outcome = 'approved' | 'returned' | 'rejected';
export type ProposalStatus = 'open' | 'superseded' | Outcome;

/** What the rule needs to know of a proposal. */
export interface DecidableProposal {
  status: ProposalStatus;
  contentHash: string;
  submittedBy: string;
  chain: { role: string }[];
  currentStep: number;
  /** Subjects who decided earlier steps. */
  deciders: string[];
}

export interface WantedDecision {
  decision: Decision;
  reason?: string | undefined;
  contentHash: string;
  by: { subject: string; roles: readonly string[] };
}

/** What follows from a decision: the role it was taken in, and where the proposal stands then. */
export interface DecidedStep {
  role: string;
  status: 'open' | Outcome;
  nextStep: number;
}

const OUTCOMES = { return: 'returned', reject: 'rejected' } as const;

/** Decides the current step of a proposal, or says why this person may not. */
export function decideStep(proposal: DecidableProposal, wanted: WantedDecision): DecidedStep {
  const { currentStep, chain, status } = proposal;
  const step = chain[currentStep];
  if (status !== 'open' || !step) throw new ConflictError('APPROVALS.ALREADY_DECIDED', { status });
  if (!wanted.by.roles.includes(step.role)) throw new ForbiddenError('APPROVALS.NOT_YOUR_STEP', { role: step.role });
  if (wanted.contentHash !== proposal.contentHash) throw new ConflictError('APPROVALS.CONTENT_CHANGED');
  if (wanted.by.subject === proposal.submittedBy) throw new DomainError('APPROVALS.OWN_SUBMISSION');
  if (proposal.deciders.includes(wanted.by.subject)) throw new DomainError('APPROVALS.SECOND_STEP_BY_SAME_PERSON');
  if (wanted.decision !== 'approve') {
    if (!wanted.reason?.trim()) throw new DomainError('APPROVALS.REASON_REQUIRED');
    return { role: step.role, status: OUTCOMES[wanted.decision], nextStep: currentStep };
  }
  const last = currentStep === chain.length - 1;
  return { role: step.role, status: last ? 'approved' : 'open', nextStep: last ? currentStep : currentStep + 1 };
}
