import type { ProposalContent, ReportFigures } from '#contracts';

/** What the approval chain sees of a report: its figures, bound to the whole of it by its hash. */
export function publicationContent(contentHash: string, figures: ReportFigures): ProposalContent {
  const effect = Object.entries<number>({ ...figures }).map(([code, value]) => ({ code, value }));
  return { sourceHash: contentHash, effect, price: [], checks: [], items: [] };
}
