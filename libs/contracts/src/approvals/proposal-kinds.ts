// What an approval chain can decide on, and which services may ask for it.

export const PROPOSAL_KINDS = [
  'plan',
  'programme-version',
  'batch-release',
  'under-minimum',
  'over-maximum',
  'bulk-waiver',
  'report-publication',
] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** A request from another service is refused: whoever may write one topic cannot ask for what others own. */
export const PROPOSAL_KIND_OWNERS: Readonly<Record<ProposalKind, readonly string[]>> = {
  plan: ['scheduling'],
  'programme-version': ['scheduling'],
  'batch-release': ['staff'],
  'under-minimum': ['scheduling', 'enrollment'],
  'over-maximum': ['scheduling', 'enrollment'],
  'bulk-waiver': ['enrollment'],
  'report-publication': ['reporting'],
};
