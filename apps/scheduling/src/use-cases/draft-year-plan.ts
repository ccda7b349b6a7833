import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { DomainError, isDate, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { quotaLeft } from '../database/count-quota.js';
import { readDemand } from '../database/read-demand.js';
import { planHead } from '../database/read-plan.js';
import { programmeInForce } from '../database/read-programme.js';
import { readSurroundings } from '../database/read-surroundings.js';
import { readUnits } from '../database/read-units.js';
import { decidedPlans, storePlan } from '../database/store-plan.js';
import { draftTypes, questionOf, type Question } from '../planning/draft-types.js';
import { PlannerRunner } from '../planning/planner-runner.js';
import { demandFor, ofClassType } from '../rules/demand.js';
import { summaryOf } from '../rules/plan-content.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

export class DraftYearPlan {
  @ApiProperty({ enum: ['year'] })
  @IsIn(['year'])
  kind!: 'year';

  @ApiProperty({ example: 'decision-654' })
  @IsString()
  programmeCode!: string;

  @ApiProperty({ example: 2025 })
  @IsInt()
  @Min(2000)
  @Max(2999)
  year!: number;

  @ApiProperty({ example: '2025-02-10', description: 'First day on which a class may be held' })
  @Matches(DATE)
  from!: string;

  @ApiProperty({ example: '2025-06-20', description: 'Last day on which a class may be held' })
  @Matches(DATE)
  to!: string;

  @ApiPropertyOptional({ default: 20, description: 'Solving time for each class type' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(120)
  timeLimitSeconds?: number;
}

/** Plans the classes of a year on the demand that is known now, and keeps the plan as a draft. */
@Injectable()
export class DraftYearPlanHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly planner: PlannerRunner,
  ) {}

  execute(command: DraftYearPlan, key: RequestKey) {
    refuseWrongWindow(command);
    return this.idempotency.run(key, command, tx => this.draft(command, tx));
  }

  private async draft(command: DraftYearPlan, tx: Tx) {
    const { programmeId, questions } = await ask(command, tx);
    const decided = await decidedPlans(tx, programmeId, 'year');
    const plan = await draftTypes(this.planner, { programmeId, kind: 'year', decided }, questions);
    if (plan.content.classes.length === 0) {
      const { unserved } = plan.content;
      throw new DomainError('SCHEDULING.NOTHING_TO_PLAN', {
        waiting: unserved.reduce((sum, { people }) => sum + people, 0),
        reasons: [...new Set(unserved.map(({ reason }) => reason))].sort().join(', ') || '–',
      });
    }
    await storePlan(tx, { ...plan, submittedBy: null });
    const stored = await planHead(tx, plan.id);
    if (!stored) throw new Error(`Plan ${plan.id} vanished inside its own transaction`);
    const { content, ...head } = stored;
    return { ...head, summary: summaryOf(content) };
  }
}

async function ask(command: DraftYearPlan, tx: Tx): Promise<{ programmeId: string; questions: Question[] }> {
  const { programmeCode: code, year, from, to, timeLimitSeconds = 20 } = command;
  const programme = await programmeInForce(tx, code, from);
  if (!programme) throw new NotFoundError('SCHEDULING.PROGRAMME_NOT_IN_FORCE', { code, date: from });
  const { id: programmeId, rules } = programme;
  const units = await readUnits(tx);
  const demand = await readDemand(tx, programmeId);
  const surroundings = await readSurroundings(tx, { from, to });
  const quota = await quotaLeft(tx, programmeId, rules, String(year));
  const questions = rules.classTypes
    .map(classType => ({ classType, demand: demandFor(demand, programmeId, ofClassType(classType.code)) }))
    .filter(wanted => wanted.demand.length > 0)
    .map(wanted =>
      questionOf({
        ...wanted,
        rules,
        units,
        surroundings,
        window: { from, to },
        quota: quota.get(wanted.classType.code) ?? 0,
        timeLimitSeconds,
      }),
    );
  return { programmeId, questions };
}

function refuseWrongWindow({ year, from, to }: DraftYearPlan): void {
  const inYear = [from, to].every(date => isDate(date) && date.startsWith(String(year)));
  if (!inYear || from > to) throw new DomainError('SCHEDULING.WRONG_WINDOW', { year, from, to });
}
