import { ConflictError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { requireVersion, type Account } from '#platform';
import { dueOn } from '../rules/chain.js';
import { decideStep, type DecidedStep, type Decision } from '../rules/decide-step.js';
import { announceEnd } from './announce-end.js';
import { appendAudit } from './append-audit.js';
import { deciderFrom } from './deputies.js';
import { lockProposals, type LockedProposal } from './lock-proposal.js';
import { noteTasks } from './note-tasks.js';
import { requireDocument } from './require-document.js';

export interface DecisionRequest {
  id: string;
  version: number;
  decision: Decision;
  reason?: string | undefined;
  contentHash: string;
  outsideReference?: string | undefined;
  documentId?: string | undefined;
}

export interface DecisionResult {
  id: string;
  status: string;
  currentStep: number;
  version: number;
  /** When the end takes effect and can no longer be undone; null while the proposal goes on. */
  effectiveAt: string | null;
}

const RECORD = `
  INSERT INTO decision (proposal_id, step, role, decision, reason, decided_by, decided_at, content_hash, round, on_behalf_of,
    outside_reference, document_id, unit_ids)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

const PERSON = `
  INSERT INTO proposal_person SELECT $1, unnest($2::text[]), 'decider' ON CONFLICT DO NOTHING RETURNING person`;

// One of several approvals of a step moves no deadline: whoever is late is escalated all the same.
const ADVANCE = `
  UPDATE proposal SET status = $2, current_step = $3, version = version + 1, claimed_by = NULL, effective_at = $4,
    due_on = CASE WHEN $6 THEN due_on ELSE $5::date END, reminded = $6 AND reminded, escalated = $6 AND escalated
  WHERE id = $1`;

/** Decides the current step of proposals, in the order given; the first that cannot be decided undoes all. */
export async function recordDecisions(
  tx: Tx,
  requests: DecisionRequest[],
  by: Account,
  now: Date,
  today: string,
): Promise<DecisionResult[]> {
  const proposals = await lockProposals(
    tx,
    requests.map(({ id }) => id),
  );
  const decider = await deciderFrom(tx, by, today);
  const results: DecisionResult[] = [];
  for (const request of requests) {
    const proposal = proposals.get(request.id);
    if (!proposal) throw new NotFoundError('APPROVALS.PROPOSAL_UNKNOWN', { id: request.id });
    // Before the rules: who decides second at the same step learns that it moved on, not that the role is wrong now.
    requireVersion(request.version, proposal.version);
    const decided = decideStep(proposal, { ...request, by: decider });
    results.push(await record(tx, proposal, request, decided, by.subject, now, today));
  }
  return results;
}

async function record(
  tx: Tx,
  proposal: LockedProposal,
  { decision, reason, outsideReference, documentId }: DecisionRequest,
  { role, onBehalfOf, unitIds, status, nextStep }: DecidedStep,
  subject: string,
  now: Date,
  today: string,
): Promise<DecisionResult> {
  const { id, currentStep, contentHash, round, undoMinutes, chain } = proposal;
  const at = now.toISOString();
  const people = [subject, ...(onBehalfOf ? [onBehalfOf] : [])];
  const placed = await tx.query(PERSON, [id, people]);
  // The rule said yes to what it saw; the key has the last word.
  if (placed.length < people.length) throw new ConflictError('APPROVALS.SECOND_STEP_BY_SAME_PERSON');
  if (documentId) await requireDocument(tx, id, documentId);
  await tx.query(RECORD, [
    id,
    currentStep,
    role,
    decision,
    reason ?? null,
    subject,
    at,
    contentHash,
    round,
    onBehalfOf,
    outsideReference ?? null,
    documentId ?? null,
    unitIds,
  ]);
  const ended = status !== 'open';
  const effectiveAt = ended ? new Date(now.getTime() + undoMinutes * 60_000).toISOString() : null;
  const next = chain[nextStep];
  const due = ended || !next ? null : dueOn(today, next);
  await tx.query(ADVANCE, [id, status, nextStep, effectiveAt, due, !ended && nextStep === currentStep]);
  const note = { proposalId: id, step: currentStep, role, subject, at };
  await noteTasks(tx, [
    { ...note, kind: 'decided', result: decision },
    ...(ended ? [{ ...note, kind: 'ended' as const, result: status }] : []),
    ...(!ended && next && nextStep !== currentStep
      ? [{ ...note, kind: 'opened' as const, step: nextStep, role: next.role, result: status }]
      : []),
  ]);
  let version = proposal.version + 1;
  if (ended && undoMinutes === 0) version = (await announceEnd(tx, id)) ?? version;
  await appendAudit(tx, [
    { at, subject, action: decision, objectType: 'proposal', objectId: id, contentHash, result: status },
  ]);
  return { id, status, currentStep: nextStep, version, effectiveAt };
}
