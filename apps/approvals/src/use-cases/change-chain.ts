import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsBoolean,
  IsIn,
  IsInt,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { DataSource } from 'typeorm';
import type { ProposalKind } from '#contracts';
import { Clock, DomainError, uuidFrom } from '#kernel';
import { Transaction } from '#messaging';
import { requireVersion, ROLES, type Account, type Role } from '#platform';
import { appendAudit } from '../database/append-audit.js';
import type { ChainStep } from '../rules/chain.js';

export class StepSetting implements ChainStep {
  @ApiProperty({ enum: ROLES }) @IsIn(ROLES) role!: Role;
  @ApiProperty({ minimum: 1, maximum: 10 }) @IsInt() @Min(1) @Max(10) minimum!: number;
  @ApiProperty({ minimum: 1, maximum: 90 }) @IsInt() @Min(1) @Max(90) deadlineDays!: number;
  @ApiProperty({ enum: ROLES, nullable: true })
  @ValidateIf((_step, value) => value !== null)
  @IsIn(ROLES)
  escalateTo!: Role | null;
  @ApiProperty() @IsBoolean() unitBound!: boolean;
}

export class ChainSetting {
  @ApiProperty({ type: [StepSetting], maxItems: 8 })
  @ArrayNotEmpty()
  @ArrayMaxSize(8)
  @ValidateNested({ each: true })
  @Type(() => StepSetting)
  steps!: StepSetting[];

  @ApiProperty({ minimum: 0, maximum: 10_080, description: 'How long the decision that ends a proposal can be undone' })
  @IsInt()
  @Min(0)
  @Max(10_080)
  undoMinutes!: number;
}

interface StoredChain {
  kind: ProposalKind;
  steps: ChainStep[];
  undoMinutes: number;
  version: number;
}

const READ = `SELECT subject_type AS kind, steps, undo_minutes AS "undoMinutes", version FROM chain ORDER BY subject_type`;

/** Chains are data: a change is for the proposals that are submitted after it. */
@Injectable()
export class ChangeChainHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<{ items: StoredChain[] }> {
    return { items: await this.dataSource.query<StoredChain[]>(READ) };
  }

  execute(
    kind: ProposalKind,
    version: number,
    { steps, undoMinutes }: ChainSetting,
    by: Account,
  ): Promise<StoredChain> {
    const escalatesToItself = steps.find(({ role, escalateTo }) => role === escalateTo);
    if (escalatesToItself)
      throw new DomainError('APPROVALS.CHAIN_INVALID', {
        why: `${escalatesToItself.role} → ${escalatesToItself.role}`,
      });
    return this.transaction.run(async tx => {
      const [chain] = await tx.query<{ version: number }>(
        'SELECT version FROM chain WHERE subject_type = $1 FOR UPDATE',
        [kind],
      );
      requireVersion(version, chain?.version ?? 0);
      await tx.query('UPDATE chain SET steps = $2, undo_minutes = $3, version = version + 1 WHERE subject_type = $1', [
        kind,
        JSON.stringify(steps),
        undoMinutes,
      ]);
      const fact = { objectType: 'chain', objectId: uuidFrom('chain', kind), contentHash: '', result: 'changed' };
      await appendAudit(tx, [{ at: this.clock.now().toISOString(), subject: by.subject, action: 'change', ...fact }]);
      return { kind, steps, undoMinutes, version: version + 1 };
    });
  }
}
