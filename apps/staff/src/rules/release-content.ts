import type { ProposalContent } from '#contracts';
import type { PreviewView } from './preview-view.js';

/** What the approval chain sees of a batch: what the preview counted, bound to the file by its hash. */
export function releaseContent(
  fileSha256: string,
  { people, duties, seatsFreed, desks }: PreviewView,
): ProposalContent {
  const short = (desks ?? []).filter(({ after, minimum }) => after < minimum);
  const effect = {
    rows: people?.rows ?? 0,
    people: people?.people ?? 0,
    appointed: people?.appointed ?? 0,
    reassigned: people?.reassigned ?? 0,
    left: people?.left ?? 0,
    dutiesOpened: duties.opened,
    dutiesCoalesced: duties.coalesced,
    dutiesWaived: duties.waived,
    seatsFreed,
  };
  return {
    sourceHash: fileSha256,
    effect: Object.entries(effect).map(([code, value]) => ({ code, value })),
    price: [],
    checks: [{ rule: 'desk-norm', passed: short.length === 0, ...(short.length > 0 && { reason: 'below-minimum' }) }],
    items: short.slice(0, 2_000).map(({ unitId, duty, minimum, before, after }) => ({
      type: 'desk',
      id: unitId,
      facts: Object.entries({ duty, minimum, before, after }).map(([code, value]) => ({ code, value })),
    })),
  };
}
