import { Injectable } from '@nestjs/common';
import { contentHashOf, make, ReportPublished, type ProposalDecided, type ReportFigures } from '#contracts';
import { DomainError, NotFoundError } from '#kernel';
import { outgoing, type Reaction, type Received, type Tx } from '#messaging';
import { publicationContent } from '../rules/publication-content.js';
import type { ReportPeriod } from '../rules/report-period.js';

interface Report {
  reportId: string;
  period: ReportPeriod;
  from: string;
  to: string;
  contentHash: string;
  figures: ReportFigures;
}

const REPORT = `
  SELECT id AS "reportId", period, window_from AS "from", window_to AS "to", content_hash AS "contentHash", figures
  FROM report WHERE id = $1`;

const DECIDE = `
  UPDATE report_publication SET outcome = $2, decided_at = now() WHERE report_id = $1 AND outcome IS NULL RETURNING report_id`;

/** Publishes a report that was approved, if it is the one that was decided on; it was frozen when it was asked for. */
@Injectable()
export class PublishReportOnProposalDecided implements Reaction<ProposalDecided> {
  async handle(events: Received<ProposalDecided>[], tx: Tx): Promise<void> {
    for (const event of events) if (event.data.subjectType === 'report-publication') await this.decide(event, tx);
  }

  private async decide(event: Received<ProposalDecided>, tx: Tx): Promise<void> {
    const { subjectId, outcome, contentHash } = event.data;
    const [report] = await tx.query<Report>(REPORT, [subjectId]);
    if (!report) throw new NotFoundError('REPORTING.REPORT_UNKNOWN', { id: subjectId });
    if (contentHashOf(publicationContent(report.contentHash, report.figures)) !== contentHash)
      throw new DomainError('REPORTING.NOT_WHAT_WAS_DECIDED', { id: subjectId });
    const decided = await tx.query(DECIDE, [subjectId, outcome]);
    if (decided.length === 0 || outcome !== 'approved') return;
    tx.publish(outgoing(make(ReportPublished, report), { key: subjectId, revision: 1, causedBy: event }));
  }
}
