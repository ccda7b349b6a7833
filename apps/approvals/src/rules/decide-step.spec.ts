import { describe, expect, it } from '@jest/globals';
import { decideStep, type DecidableProposal, type WantedDecision } from './decide-step.js';

const proposal: DecidableProposal = {
  status: 'open',
  contentHash: 'aa',
  submittedBy: 'scheduler-1',
  chain: [{ role: 'reviewer' }, { role: 'chairman' }],
  currentStep: 0,
  deciders: [],
};
const approve: WantedDecision = {
  decision: 'approve',
  contentHash: 'aa',
  by: { subject: 'reviewer-1', roles: ['reviewer'] },
};
const atChairman: DecidableProposal = { ...proposal, currentStep: 1, deciders: ['reviewer-1'] };
const byChairman: WantedDecision = { ...approve, by: { subject: 'chairman-1', roles: ['chairman'] } };

describe('decideStep', () => {
  it('passes an approved step on to the next role', () => {
    expect(decideStep(proposal, approve)).toEqual({ role: 'reviewer', status: 'open', nextStep: 1 });
  });

  it('approves the proposal with the last step', () => {
    expect(decideStep(atChairman, byChairman)).toEqual({ role: 'chairman', status: 'approved', nextStep: 1 });
  });

  it.each([
    ['return', 'returned'],
    ['reject', 'rejected'],
  ] as const)('ends the proposal at any step: %s', (decision, status) => {
    expect(decideStep(proposal, { ...approve, decision, reason: 'Thiếu giảng viên' })).toMatchObject({ status });
  });

  it.each<[string, string, DecidableProposal, WantedDecision]>([
    ['an ended proposal', 'APPROVALS.ALREADY_DECIDED', { ...proposal, status: 'rejected' }, approve],
    ['a superseded proposal', 'APPROVALS.ALREADY_DECIDED', { ...proposal, status: 'superseded' }, approve],
    ['another role', 'APPROVALS.NOT_YOUR_STEP', proposal, byChairman],
    ['an earlier role', 'APPROVALS.NOT_YOUR_STEP', atChairman, approve],
    ['other content', 'APPROVALS.CONTENT_CHANGED', proposal, { ...approve, contentHash: 'bb' }],
    ['the submitter', 'APPROVALS.OWN_SUBMISSION', { ...proposal, submittedBy: 'reviewer-1' }, approve],
    [
      'who decided a step before',
      'APPROVALS.SECOND_STEP_BY_SAME_PERSON',
      atChairman,
      { ...approve, by: { subject: 'reviewer-1', roles: ['reviewer', 'chairman'] } },
    ],
    ['a return without reason', 'APPROVALS.REASON_REQUIRED', proposal, { ...approve, decision: 'return', reason: ' ' }],
    ['a rejection without reason', 'APPROVALS.REASON_REQUIRED', proposal, { ...approve, decision: 'reject' }],
  ])('refuses %s', (_what, code, given, wanted) => {
    expect(() => decideStep(given, wanted)).toThrow(expect.objectContaining({ code }));
  });
});
