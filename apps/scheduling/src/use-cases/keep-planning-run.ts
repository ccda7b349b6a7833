import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { ConflictError, DomainError, NotFoundError, uuidFrom } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { doneRun } from '../database/done-run.js';
import { planHead } from '../database/read-plan.js';
import { readProgramme } from '../database/read-programme.js';
import { storePlan } from '../database/store-plan.js';
import { planContent, summaryOf, type PlanKind } from '../rules/plan-content.js';

export class KeepPlanningRun {
  @ApiProperty({ enum: ['year', 'supplementary'] })
  @IsIn(['year', 'supplementary'])
  kind!: PlanKind;
}

/** Makes the plan of a run a draft that can be submitted; the checker has passed it when the run ended. */
@Injectable()
export class KeepPlanningRunHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(runId: string, command: KeepPlanningRun, key: RequestKey) {
    return this.idempotency.run(key, { runId, command }, tx => keep(runId, command, tx));
  }
}

async function keep(runId: string, { kind }: KeepPlanningRun, tx: Tx) {
  const { programmeId, classType: code, problem, leftOut, result } = await doneRun(tx, runId);
  const programme = await readProgramme(tx, programmeId);
  const classType = programme?.rules.classTypes.find(one => one.code === code);
  if (!classType) throw new NotFoundError('SCHEDULING.PROGRAMME_UNKNOWN', { programme: programmeId });
  const { plan } = result!;
  if (plan.classes.length === 0) {
    const waiting = plan.unserved.reduce((sum, { people }) => sum + people, 0);
    const reasons = [...new Set(plan.unserved.map(({ reason }) => reason))].sort().join(', ') || '–';
    throw new DomainError('SCHEDULING.NOTHING_TO_PLAN', { waiting, reasons });
  }
  if (kind === 'supplementary') await refuseSecondUndecided(programmeId, tx);
  const id = uuidFrom('plan', programmeId, kind, runId);
  // A scenario may have other sizes than the programme: what is approved is what the classes were planned for.
  const { minimum, maximum } = problem.classType;
  const drafted = { classType: { ...classType, minimum, maximum }, groups: problem.groups, leftOut, plan };
  const content = planContent(id, kind, programmeId, [drafted]);
  const certificate = { [code]: { ...plan.certificate, bounds: plan.bounds, runId } };
  await storePlan(tx, { id, content, certificate, inputHash: plan.certificate.inputHash, submittedBy: null });
  const stored = await planHead(tx, id);
  if (!stored) throw new Error(`Plan ${id} vanished inside its own transaction`);
  const { content: kept, ...head } = stored;
  return { ...head, summary: summaryOf(kept) };
}

/** The same people must not stand in two proposals at once; the database's unique index holds that in any case. */
async function refuseSecondUndecided(programmeId: string, tx: Tx): Promise<void> {
  const [other] = await tx.query<{ id: string }>(
    `SELECT id FROM plan WHERE programme_id = $1 AND kind = 'supplementary' AND status IN ('draft', 'submitted')`,
    [programmeId],
  );
  if (other) throw new ConflictError('SCHEDULING.PLAN_UNDECIDED', { planId: other.id });
}
