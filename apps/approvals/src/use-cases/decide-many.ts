import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Clock, DomainError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type Account, type RequestKey } from '#platform';
import { recordDecisions } from '../database/record-decision.js';
import type { Decision } from '../rules/decide-step.js';

const DECISIONS = ['approve', 'return', 'reject'] as const;

export class ProposalRead {
  @ApiProperty() @IsUUID() id!: string;
  @ApiProperty({ description: 'The version that was read' }) @IsInt() version!: number;
  @ApiProperty({ description: 'Hash of the content that was read' }) @IsString() @MaxLength(128) contentHash!: string;
}

export class DecideMany {
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS)
  decision!: Decision;

  @ApiPropertyOptional({ description: 'Required to return or to reject' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  reason?: string;

  @ApiProperty({ type: [ProposalRead], maxItems: 200 })
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ArrayUnique((one: ProposalRead) => one.id)
  @ValidateNested({ each: true })
  @Type(() => ProposalRead)
  proposals!: ProposalRead[];
}

const ALIKE = `SELECT count(DISTINCT (subject_type, current_step))::int AS kinds FROM proposal WHERE id = ANY ($1::uuid[])`;

/** One decision on proposals of one kind at one step: all of them, or none when one was read in another version. */
@Injectable()
export class DecideManyHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(body: DecideMany, by: Account, key: RequestKey) {
    return this.idempotency.run(key, { body, by }, tx => this.decide(body, by, tx));
  }

  private async decide({ proposals, decision, reason }: DecideMany, by: Account, tx: Tx) {
    const [found] = await tx.query<{ kinds: number }>(ALIKE, [proposals.map(({ id }) => id)]);
    if ((found?.kinds ?? 0) > 1) throw new DomainError('APPROVALS.NOT_ALIKE');
    const requests = proposals.map(one => ({ ...one, decision, reason }));
    return { items: await recordDecisions(tx, requests, by, this.clock.now(), this.clock.today()) };
  }
}
