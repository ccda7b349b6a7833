import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import { PROPOSAL_KINDS, type ProposalKind } from '#contracts';
import { Clock } from '#kernel';
import { type Cursor, PageQuery, type Role, ROLES } from '#platform';
import type { ProposalRow } from '../database/proposal.row.js';

const STATUSES = ['open', 'approved', 'returned', 'rejected', 'withdrawn', 'superseded', 'stale'] as const;

export class ListProposals extends PageQuery(50, 500) {
  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];

  @ApiPropertyOptional({ enum: PROPOSAL_KINDS })
  @IsOptional()
  @IsIn(PROPOSAL_KINDS)
  kind?: ProposalKind;

  @ApiPropertyOptional({ enum: ROLES, description: 'Open proposals whose current step is decided in this role' })
  @IsOptional()
  @IsIn(ROLES)
  waitsFor?: Role;

  @ApiPropertyOptional({ description: 'Subject of who works on it' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  claimedBy?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Open proposals whose step is past its deadline' })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';
}

type ListedRow = Pick<
  ProposalRow,
  | 'id'
  | 'subjectType'
  | 'subjectId'
  | 'contentHash'
  | 'submittedBy'
  | 'submittedAt'
  | 'chain'
  | 'status'
  | 'currentStep'
> &
  Pick<ProposalRow, 'version' | 'claimedBy' | 'dueOn' | 'escalated' | 'content'> & { number: number };

const PAGE = `
  SELECT id, number::int AS number, subject_type AS "subjectType", subject_id AS "subjectId",
    content_hash AS "contentHash", jsonb_build_object('effect', content->'effect', 'price', content->'price') AS content,
    submitted_by AS "submittedBy", submitted_at AS "submittedAt", chain, status, current_step AS "currentStep",
    version, claimed_by AS "claimedBy", due_on::text AS "dueOn", escalated
  FROM proposal
  WHERE ($1::text IS NULL OR status = $1)
    AND ($2::text IS NULL OR subject_type = $2)
    AND ($3::text IS NULL OR (status = 'open' AND chain -> current_step ->> 'role' = $3))
    AND ($4::text IS NULL OR claimed_by = $4)
    AND ($5::boolean IS NULL OR (status = 'open' AND due_on < $6::date) = $5)
    AND ($7::bigint IS NULL OR number > $7)
  ORDER BY number LIMIT $8`;

/** Proposals in the order of their submission. */
@Injectable()
export class ListProposalsHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute({ status, kind, waitsFor, claimedBy, overdue, limit }: ListProposals, cursor: Cursor) {
    const rows: ListedRow[] = await this.dataSource.query(PAGE, [
      status ?? null,
      kind ?? null,
      waitsFor ?? null,
      claimedBy ?? null,
      overdue === undefined ? null : overdue === 'true',
      this.clock.today(),
      ...cursor.after('number'),
      limit + 1,
    ]);
    const page = cursor.page(rows, limit, ({ number }) => [number]);
    const items = page.items.map(({ chain, content, ...row }) => ({
      ...row,
      effect: content.effect,
      price: content.price,
      chain: chain.map(({ role }) => role),
      waitsFor: row.status === 'open' ? (chain[row.currentStep]?.role ?? null) : null,
    }));
    return { ...page, items };
  }
}
