import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import type { ProposalRow } from '../database/proposal.row.js';

const STATUSES = ['open', 'approved', 'returned', 'rejected', 'superseded'] as const;

export class ListProposals {
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;

  @ApiPropertyOptional({ description: 'Id of the last proposal of the page before' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

type ListedRow = Omit<ProposalRow, 'content' | 'subjectRevision'> & { kind: string };

const PAGE = `
  SELECT id, number::int AS number, subject_type AS "subjectType", subject_id AS "subjectId",
    content_hash AS "contentHash", content->>'kind' AS kind, submitted_by AS "submittedBy",
    submitted_at AS "submittedAt", chain, status, current_step AS "currentStep", version
  FROM proposal
  WHERE ($1::text IS NULL OR status = $1)
    AND ($2::uuid IS NULL OR number > (SELECT number FROM proposal WHERE id = $2))
  ORDER BY number LIMIT $3`;

/** Proposals in the order of their submission; `next` is the `after` of the following page. */
@Injectable()
export class ListProposalsHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ status, after, limit = 50 }: ListProposals) {
    const rows: ListedRow[] = await this.dataSource.query(PAGE, [status ?? null, after ?? null, limit + 1]);
    const items = rows.slice(0, limit).map(({ chain, ...row }) => ({
      ...row,
      chain: chain.map(({ role }) => role),
      waitsFor: row.status === 'open' ? (chain[row.currentStep]?.role ?? null) : null,
    }));
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }
}
