import { Injectable } from '@nestjs/common';
import { contentHashOf, make, ReportingProposalRequested, type ReportFigures } from '#contracts';
import { Clock, ConflictError, NotFoundError } from '#kernel';
import { outgoing } from '#messaging';
import { Idempotency, type Account, type RequestKey } from '#platform';
import { publicationContent } from '../rules/publication-content.js';

interface Asked {
  contentHash: string;
  figures: ReportFigures;
  publishedBy: string;
  asOf: string;
}

const REPORT = `
  SELECT content_hash AS "contentHash", figures, published_by AS "publishedBy", as_of AS "asOf" FROM report WHERE id = $1`;

// Once a report was returned or withdrawn it may be asked for again; while it is open or decided for good it may not.
const ASK = `
  INSERT INTO report_publication (report_id, asked_by, asked_at) VALUES ($1, $2, $3)
  ON CONFLICT (report_id) DO UPDATE SET asked_by = excluded.asked_by, asked_at = excluded.asked_at,
    attempt = report_publication.attempt + 1, outcome = NULL, decided_at = NULL
  WHERE report_publication.outcome IN ('returned', 'withdrawn')
  RETURNING attempt`;

/** Asks the approval chain whether a frozen report may be published; what is decided on is its very content. */
@Injectable()
export class AskPublicationHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(id: string, by: Account, key: RequestKey) {
    return this.idempotency.run(key, { id }, async tx => {
      const [report] = await tx.query<Asked>(REPORT, [id]);
      if (!report) throw new NotFoundError('REPORTING.REPORT_UNKNOWN', { id });
      const [asked] = await tx.query<{ attempt: number }>(ASK, [id, by.subject, this.clock.now().toISOString()]);
      if (!asked) throw new ConflictError('REPORTING.PUBLICATION_ASKED', { id });
      const content = publicationContent(report.contentHash, report.figures);
      const contentHash = contentHashOf(content);
      const event = make(ReportingProposalRequested, {
        kind: 'report-publication',
        sourceId: id,
        sourceVersion: asked.attempt,
        unitIds: [],
        submittedBy: by.subject,
        editedBy: [report.publishedBy],
        contentHash,
        content,
      });
      tx.publish(outgoing(event, { key: id, revision: asked.attempt }));
      return { id, status: 'asked', attempt: asked.attempt };
    });
  }
}
