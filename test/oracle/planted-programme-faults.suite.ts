// Faults about how programmes came into force.
import { the, type Fault } from './planted-faults.suite.js';

const APPROVED = 'Only programmes approved by two people are in force';

export const PROGRAMME_FAULTS: Fault[] = [
  [APPROVED, 'one person', e => (the(e.approvals.decisions, { proposalId: 'adopt old' }).decidedBy = 'chairman')],
  [APPROVED, 'a proposal that was given back', e => (e.approvals.adoptions[0]!.status = 'returned')],
  [APPROVED, 'other rules than were approved', e => (the(e.scheduling.programmes, { code: 'old' }).rules = {})],
  [APPROVED, 'a content changed afterwards', e => (e.approvals.adoptions[0]!.content.sourceHash = 'other')],
  [
    APPROVED,
    'a version that nobody was asked about',
    ({ scheduling: { programmes } }) => programmes.push({ ...programmes[0]!, programmeId: 'x', version: 2 }),
  ],
];
