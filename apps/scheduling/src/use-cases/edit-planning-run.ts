import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { DomainError, newId } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { checkPlan, editPlan, ImpossibleEdit, type Edit } from '#planner';
import { insertRun } from '../database/planning-runs.js';
import { doneRun } from '../database/done-run.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

class ClassAt {
  @IsUUID() hostUnitId!: string;
  @Matches(DATE) startsOn!: string;
  @ApiPropertyOptional({ description: 'Last day; when a class is moved' }) @IsOptional() @Matches(DATE) endsOn?: string;
}

class PlanEdit {
  @ApiProperty({ enum: ['move-class', 'remove-class', 'move-people'] })
  @IsIn(['move-class', 'remove-class', 'move-people'])
  kind!: Edit['kind'];

  @ValidateNested() @Type(() => ClassAt) from!: ClassAt;

  @ApiPropertyOptional({ description: 'Left out, people stay without a seat' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ClassAt)
  to?: ClassAt;

  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(200) groupId?: string;
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(1) @Max(10_000) people?: number;
  @ApiPropertyOptional({ default: 0 }) @IsOptional() @IsInt() @Min(0) @Max(10_000) deskOfficers?: number;
}

export class EditPlanningRun {
  @ApiProperty({ type: [PlanEdit] })
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => PlanEdit)
  edits!: PlanEdit[];

  @ApiPropertyOptional({ description: 'Keep the edited plan as a run of its own; refused when it breaks a rule' })
  @IsOptional()
  @IsBoolean()
  save?: boolean;
}

/** Changes a plan by hand: says at once which rules that breaks and what it costs. */
@Injectable()
export class EditPlanningRunHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(runId: string, command: EditPlanningRun, requestedBy: string, key: RequestKey) {
    return this.idempotency.run(key, { runId, command }, tx => edit(runId, command, requestedBy, tx));
  }
}

async function edit(runId: string, { edits, save = false }: EditPlanningRun, requestedBy: string, tx: Tx) {
  const base = await doneRun(tx, runId);
  const { problem, result } = base;
  const before = result!.plan;
  const plan = edited(() => editPlan(problem, before, edits.map(asEdit)));
  const violations = checkPlan(problem, plan);
  const price = {
    classes: plan.totals.classes - before.totals.classes,
    people: plan.totals.people - before.totals.people,
    travelKm: plan.totals.travel - before.totals.travel,
  };
  if (!save) return { id: null, totals: plan.totals, violations, price };
  if (violations.length > 0)
    throw new DomainError('SCHEDULING.EDIT_BREAKS_RULES', {
      count: violations.length,
      rules: [...new Set(violations.map(({ rule }) => rule))].join(', '),
    });
  const id = newId();
  const { name, programmeId, classType, leftOut } = base;
  await insertRun(
    tx,
    {
      id,
      kind: 'by-hand',
      name,
      programmeId,
      classType,
      basedOn: runId,
      changes: base.changes,
      problem,
      leftOut,
      requestedBy,
    },
    { plan },
  );
  return { id, totals: plan.totals, violations, price };
}

function edited<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ImpossibleEdit) throw new DomainError('SCHEDULING.EDIT_IMPOSSIBLE', { reason: error.message });
    throw error;
  }
}

function asEdit({ kind, from, to, groupId = '', people = 0, deskOfficers = 0 }: PlanEdit): Edit {
  if (kind === 'remove-class') return { kind, from };
  if (kind === 'move-people') return { kind, groupId, people, deskOfficers, from, to: to ?? null };
  if (!to?.endsOn) throw new DomainError('SCHEDULING.EDIT_IMPOSSIBLE', { reason: 'to.endsOn' });
  return { kind, from, to: { hostUnitId: to.hostUnitId, startsOn: to.startsOn, endsOn: to.endsOn } };
}
