import { describe, expect, it } from '@jest/globals';
import type { ChainStep } from './chain.js';
import { decideStep, type DecidableProposal, type Decider, type WantedDecision } from './decide-step.js';

const step = (role: string): ChainStep => ({
  role,
  minimum: 1,
  deadlineDays: 3,
  escalateTo: null,
  unitBound: false,
});
const proposal: DecidableProposal = {
  status: 'open',
  contentHash: 'aa',
  authors: ['scheduler-1'],
  unitIds: ['commune', 'province'],
  parts: [],
  chain: [step('reviewer'), step('chairman')],
  currentStep: 0,
  escalated: false,
  claimedBy: null,
  standing: [],
};
const by = (subject: string, role: string, more: Partial<Decider> = {}): Decider => ({
  subject,
  roles: [role],
  units: 'all',
  deputyFor: [],
  ...more,
});
const approve: WantedDecision = { decision: 'approve', contentHash: 'aa', by: by('reviewer-1', 'reviewer') };
const atChairman: DecidableProposal = {
  ...proposal,
  currentStep: 1,
  standing: [{ step: 0, decidedBy: 'reviewer-1', onBehalfOf: null, unitIds: null }],
};
const byChairman: WantedDecision = { ...approve, by: by('chairman-1', 'chairman') };
const deputy = (subject: string, principal: string): Decider =>
  by(subject, 'scheduler', { deputyFor: [{ subject: principal, role: 'reviewer' }] });

describe('decideStep', () => {
  it('passes an approved step on to the next role', () => {
    expect(decideStep(proposal, approve)).toEqual({
      role: 'reviewer',
      onBehalfOf: null,
      unitIds: null,
      status: 'open',
      nextStep: 1,
    });
  });

  it('approves the proposal with the last step', () => {
    expect(decideStep(atChairman, byChairman)).toMatchObject({ role: 'chairman', status: 'approved', nextStep: 1 });
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
    ['the submitter', 'APPROVALS.OWN_SUBMISSION', { ...proposal, authors: ['reviewer-1'] }, approve],
    ['who edited it', 'APPROVALS.OWN_SUBMISSION', { ...proposal, authors: ['scheduler-1', 'reviewer-1'] }, approve],
    [
      'the submitter as the deputy of another',
      'APPROVALS.OWN_SUBMISSION',
      proposal,
      { ...approve, by: deputy('scheduler-1', 'reviewer-1') },
    ],
    [
      'a deputy of the submitter',
      'APPROVALS.OWN_SUBMISSION',
      { ...proposal, authors: ['reviewer-1'] },
      { ...approve, by: deputy('somebody', 'reviewer-1') },
    ],
    [
      'who decided a step before',
      'APPROVALS.SECOND_STEP_BY_SAME_PERSON',
      atChairman,
      { ...approve, by: { ...by('reviewer-1', 'reviewer'), roles: ['reviewer', 'chairman'] } },
    ],
    [
      'the deputy of who decided a step before',
      'APPROVALS.SECOND_STEP_BY_SAME_PERSON',
      atChairman,
      { ...approve, by: by('somebody', 'scheduler', { deputyFor: [{ subject: 'reviewer-1', role: 'chairman' }] }) },
    ],
    ['who is no deputy for this step', 'APPROVALS.NOT_YOUR_STEP', atChairman, { ...approve, by: deputy('a', 'b') }],
    ['what another works on', 'APPROVALS.CLAIMED_BY_ANOTHER', { ...proposal, claimedBy: 'reviewer-2' }, approve],
    [
      'the officer of another unit',
      'APPROVALS.NOT_YOUR_STEP',
      { ...proposal, chain: [{ ...step('hr-officer'), unitBound: true }] },
      { ...approve, by: by('officer', 'hr-officer', { units: ['elsewhere'] }) },
    ],
    [
      'who is above before the deadline is over',
      'APPROVALS.NOT_YOUR_STEP',
      { ...proposal, chain: [{ ...step('reviewer'), escalateTo: 'chairman' }] },
      byChairman,
    ],
    ['a return without reason', 'APPROVALS.REASON_REQUIRED', proposal, { ...approve, decision: 'return', reason: ' ' }],
    ['a rejection without reason', 'APPROVALS.REASON_REQUIRED', proposal, { ...approve, decision: 'reject' }],
  ])('refuses %s', (_what, code, given, wanted) => {
    expect(() => decideStep(given, wanted)).toThrow(expect.objectContaining({ code }));
  });

  it('waits for as many people as the step wants', () => {
    const two: DecidableProposal = { ...proposal, chain: [{ ...step('reviewer'), minimum: 2 }, step('chairman')] };
    expect(decideStep(two, approve)).toMatchObject({ status: 'open', nextStep: 0 });
    const one = { ...two, standing: [{ step: 0, decidedBy: 'reviewer-2', onBehalfOf: null, unitIds: null }] };
    expect(decideStep(one, approve)).toMatchObject({ status: 'open', nextStep: 1 });
  });

  it('is open to a deputy, to the officer of the unit, and after the deadline to who is above', () => {
    expect(decideStep(proposal, { ...approve, by: deputy('somebody', 'reviewer-9') })).toMatchObject({
      role: 'reviewer',
      onBehalfOf: 'reviewer-9',
    });
    const ofUnit = { ...proposal, chain: [{ ...step('hr-officer'), unitBound: true }, step('chairman')] };
    const officer = by('officer', 'hr-officer', { units: ['commune'] });
    expect(decideStep(ofUnit, { ...approve, by: officer })).toMatchObject({ nextStep: 1 });
    const late = {
      ...proposal,
      escalated: true,
      claimedBy: 'reviewer-2',
      chain: [{ ...step('reviewer'), escalateTo: 'chairman' }],
    };
    expect(decideStep(late, byChairman)).toMatchObject({ role: 'chairman', status: 'approved' });
  });

  describe('of several units', () => {
    const parts = ['a', 'b', 'c'].map(unitId => ({
      unitId,
      aboveIds: [...(unitId === 'c' ? [] : ['district']), 'province'],
    }));
    const ofUnits: DecidableProposal = {
      ...proposal,
      unitIds: ['a', 'b', 'c', 'district', 'province'],
      parts,
      chain: [{ ...step('hr-officer'), unitBound: true, escalateTo: 'reviewer' }, step('chairman')],
    };
    const of = (unit: string, subject = `officer of ${unit}`): WantedDecision => ({
      ...approve,
      by: by(subject, 'hr-officer', { units: [unit] }),
    });
    /** What each says in turn, until it is decided or refused. */
    const afterAll = (given: DecidableProposal, ...said: WantedDecision[]) =>
      said.map(wanted => {
        const decided = decideStep(given, wanted);
        const { onBehalfOf, unitIds } = decided;
        const one = { step: given.currentStep, decidedBy: wanted.by.subject, onBehalfOf, unitIds };
        given = { ...given, standing: [...given.standing, one] };
        return [decided.unitIds, decided.nextStep];
      });

    it('waits for each of them, or for who is above several', () => {
      expect(afterAll(ofUnits, of('a'), of('c'), of('b'))).toEqual([
        [['a'], 0],
        [['c'], 0],
        [['b'], 1],
      ]);
      expect(afterAll(ofUnits, of('a'), of('district'), of('c'))).toEqual([
        [['a'], 0],
        [['b'], 0],
        [['c'], 1],
      ]);
      expect(afterAll(ofUnits, of('province'))).toEqual([[['a', 'b', 'c'], 1]]);
      const everywhere = { ...approve, by: by('officer of all', 'hr-officer') };
      expect(afterAll(ofUnits, everywhere)).toEqual([[null, 1]]);
    });

    it('wants as many of each as the step says', () => {
      const two = { ...ofUnits, chain: ofUnits.chain.map(one => ({ ...one, minimum: 2 })) };
      const said = afterAll(two, of('province', 'p'), of('province', 'q'));
      expect(said.map(([, next]) => next)).toEqual([0, 1]);
    });

    it('is closed to who is of none of them, and to who has nothing left to say', () => {
      expect(() => decideStep(ofUnits, of('d'))).toThrow(expect.objectContaining({ code: 'APPROVALS.NOT_YOUR_STEP' }));
      expect(() => afterAll(ofUnits, of('a'), of('a', 'another'))).toThrow(
        expect.objectContaining({ code: 'APPROVALS.UNITS_APPROVED' }),
      );
    });

    it('is decided by who is above them all once the deadline is over, and ended by any of them at once', () => {
      expect(afterAll({ ...ofUnits, escalated: true }, of('a'), approve)).toEqual([
        [['a'], 0],
        [null, 1],
      ]);
      const returned = decideStep(ofUnits, { ...of('b'), decision: 'return', reason: 'mùa vụ' });
      expect(returned).toMatchObject({ status: 'returned', unitIds: ['b'] });
    });
  });
});
