import type { AssignmentState, PreviewedMove } from '#contracts';

/** A row of a batch; for one that comes late also where the person had served, and serves now and since when. */
export interface PreviewedStep {
  personId: string;
  effectiveDate: string;
  state: AssignmentState | null;
  until: string | null;
  before: AssignmentState | null;
  present: AssignmentState | null;
  since: string | null;
}

export function previewedMove(step: PreviewedStep): PreviewedMove {
  const { personId, effectiveDate, state, until, before, present, since } = step;
  if (until === null || since === null) return { personId, effectiveDate, after: state };
  return { personId, effectiveDate, after: present, backdated: { before, after: state, until, since } };
}
