import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { CLASS_TYPES, type ClassTypeCode } from '#contracts';
import { DomainError, isDate, newId, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { explainPool, type PlanningProblem } from '#planner';
import { quotaLeft } from '../database/count-quota.js';
import { doneRun } from '../database/done-run.js';
import { insertRun, type PlanningRun } from '../database/planning-runs.js';
import { readDemand } from '../database/read-demand.js';
import { programmeInForce, readProgramme } from '../database/read-programme.js';
import { readSurroundings } from '../database/read-surroundings.js';
import { readUnits } from '../database/read-units.js';
import { ScenarioChanges } from '../planning/planning-changes.js';
import { applyChanges } from '../rules/apply-changes.js';
import { buildProblem, type LeftOut } from '../rules/build-problem.js';
import { demandFor, ofClassType, owesRetraining } from '../rules/demand.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class StartPlanningRun {
  @ApiPropertyOptional({ enum: ['plan', 'replan', 'prices'], default: 'plan' })
  @IsOptional()
  @IsIn(['plan', 'replan', 'prices'])
  kind?: 'plan' | 'replan' | 'prices';

  @ApiPropertyOptional({ description: 'Name of the scenario' }) @IsOptional() @IsString() @MaxLength(200) name?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() programmeCode?: string;
  @ApiPropertyOptional({ enum: CLASS_TYPES }) @IsOptional() @IsIn(CLASS_TYPES) classType?: ClassTypeCode;
  @ApiPropertyOptional({ example: '2025-02-10' }) @IsOptional() @Matches(DATE) from?: string;
  @ApiPropertyOptional({ example: '2025-06-20' }) @IsOptional() @Matches(DATE) to?: string;
  @ApiPropertyOptional({ description: 'Only people who owe retraining' })
  @IsOptional()
  @IsBoolean()
  retraining?: boolean;

  @ApiPropertyOptional({
    description:
      'An earlier run: its question for another scenario or for prices, its classes for a replan on the demand of now',
  })
  @IsOptional()
  @IsUUID()
  basedOn?: string;

  @ApiPropertyOptional({
    default: 60,
    description: 'Of a replan: what it costs to send a person who was told to another class',
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(10_000)
  movePenaltyKm?: number;

  @ApiPropertyOptional({ type: ScenarioChanges })
  @IsOptional()
  @ValidateNested()
  @Type(() => ScenarioChanges)
  changes?: ScenarioChanges;
}

interface Asked {
  programmeId: string;
  classType: ClassTypeCode;
  problem: PlanningProblem;
  leftOut: LeftOut[];
}

/** Puts a question to the planner; the answer is found by a run that anybody can follow and the asker can cancel. */
@Injectable()
export class StartPlanningRunHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(command: StartPlanningRun, requestedBy: string, key: RequestKey) {
    return this.idempotency.run(key, command, tx => start(command, requestedBy, tx));
  }
}

async function start(command: StartPlanningRun, requestedBy: string, tx: Tx) {
  const { kind = 'plan', basedOn = null, changes = {}, movePenaltyKm = 60 } = command;
  const base = basedOn === null ? undefined : await doneRun(tx, basedOn);
  if (kind !== 'plan' && !base) throw new DomainError('SCHEDULING.RUN_INCOMPLETE');
  const asked = base && kind !== 'replan' ? base : await ask(base ? await againLike(base, command, tx) : command, tx);
  const problem = applyChanges(asked.problem, changes);
  const id = newId();
  await insertRun(tx, {
    id,
    kind,
    name: command.name ?? '',
    programmeId: asked.programmeId,
    classType: asked.classType,
    basedOn,
    changes: kind === 'replan' ? { ...changes, movePenaltyKm } : changes,
    problem,
    leftOut: asked.leftOut,
    requestedBy,
  });
  const people = problem.groups.reduce((sum, group) => sum + group.people, 0);
  return { id, status: 'queued' as const, people, warnings: explainPool(people, problem.classType, []) };
}

/** The question of an earlier run, to be asked about the demand of now. */
async function againLike(
  { classType, programmeId, problem: { calendar } }: PlanningRun,
  command: StartPlanningRun,
  tx: Tx,
): Promise<StartPlanningRun> {
  const programmeCode = (await readProgramme(tx, programmeId))?.code ?? '';
  return {
    ...command,
    programmeCode,
    classType,
    from: command.from ?? calendar.from,
    to: command.to ?? calendar.to,
  };
}

async function ask(command: StartPlanningRun, tx: Tx): Promise<Asked> {
  const { programmeCode: code, classType: wanted, from, to, retraining = false, changes } = command;
  if (!code || !wanted || !from || !to) throw new DomainError('SCHEDULING.RUN_INCOMPLETE');
  if (!isDate(from) || !isDate(to) || from > to)
    throw new DomainError('SCHEDULING.WRONG_WINDOW', { year: from.slice(0, 4), from, to });
  const programme = await programmeInForce(tx, code, from);
  if (!programme) throw new NotFoundError('SCHEDULING.PROGRAMME_NOT_IN_FORCE', { code, date: from });
  const { id: programmeId, rules } = programme;
  const classType = rules.classTypes.find(one => one.code === wanted);
  if (!classType) throw new DomainError('SCHEDULING.CLASS_TYPE_UNKNOWN', { code, classType: wanted });
  const isOfType = ofClassType(wanted);
  const demand = await readDemand(tx, programmeId);
  const { problem, leftOut } = buildProblem({
    rules,
    classType,
    demand: demandFor(demand, programmeId, group => isOfType(group) && (!retraining || owesRetraining(group))),
    units: await readUnits(tx),
    window: { from, to },
    surroundings: await readSurroundings(tx, { from, to }),
    quota: (await quotaLeft(tx, programmeId, rules, from.slice(0, 4))).get(wanted) ?? 0,
    timeLimitSeconds: changes?.timeLimitSeconds ?? 20,
  });
  return { programmeId, classType: wanted, problem, leftOut };
}
