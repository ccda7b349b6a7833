import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Clock } from '#kernel';
import { Idempotency, type Account, type RequestKey } from '#platform';
import { recordDecisions } from '../database/record-decision.js';
import type { Decision } from '../rules/decide-step.js';

const DECISIONS = ['approve', 'return', 'reject'] as const;

export class DecideProposal {
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS)
  decision!: Decision;

  @ApiPropertyOptional({ description: 'Required to return or to reject' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  reason?: string;

  @ApiProperty({ description: 'Hash of the content that was read: the decision holds for nothing else' })
  @IsString()
  @MaxLength(128)
  contentHash!: string;

  @ApiPropertyOptional({ description: 'Number of the decision in the workflow where it was really taken' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  outsideReference?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The signed paper, attached to this proposal before' })
  @IsOptional()
  @IsUUID()
  documentId?: string;
}

export interface DecideProposalRequest {
  id: string;
  version: number;
  body: DecideProposal;
  by: Account;
  key: RequestKey;
}

/** Decides the current step; the last approval and any return or rejection end the proposal. */
@Injectable()
export class DecideProposalHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute({ key, ...wanted }: DecideProposalRequest) {
    const { id, version, body, by } = wanted;
    return this.idempotency.run(key, wanted, async tx => {
      const [decided] = await recordDecisions(tx, [{ id, version, ...body }], by, this.clock.now(), this.clock.today());
      return decided!;
    });
  }
}
