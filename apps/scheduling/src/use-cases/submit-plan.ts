import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { DomainError, NotFoundError } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import { Idempotency, requireVersion, type RequestKey } from '#platform';
import { quotaLeft } from '../database/count-quota.js';
import { lockPlan, type PlanHead } from '../database/read-plan.js';
import { readProgramme } from '../database/read-programme.js';
import { planSubmitted } from '../rules/plan-submitted.js';

export class PlanSubmission {
  @ApiPropertyOptional({ description: 'The returned plan that this one revises: approvers then see the difference' })
  @IsOptional()
  @IsUUID()
  revisesPlanId?: string;
}

export interface SubmitPlan {
  planId: string;
  /** The version that the caller has read. */
  version: number;
  submittedBy: string;
  revisesPlanId?: string | undefined;
}

/** Asks for the approval of a draft; from here its content cannot change. */
@Injectable()
export class SubmitPlanHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(command: SubmitPlan, key: RequestKey) {
    return this.idempotency.run(key, command, tx => submit(command, tx));
  }
}

async function submit({ planId, version, submittedBy, revisesPlanId }: SubmitPlan, tx: Tx) {
  const plan = await lockPlan(tx, planId);
  if (!plan) throw new NotFoundError('SCHEDULING.PLAN_UNKNOWN', { planId });
  requireVersion(version, plan.version);
  if (plan.status !== 'draft') throw new DomainError('SCHEDULING.PLAN_NOT_DRAFT', { status: plan.status });
  if (revisesPlanId) await refuseUnlessGivenBack(revisesPlanId, tx);
  await refuseBeyondQuota(plan, tx);
  const revision = plan.version + 1;
  await tx.query(`UPDATE plan SET status = 'submitted', submitted_by = $2, version = $3 WHERE id = $1`, [
    planId,
    submittedBy,
    revision,
  ]);
  const event = planSubmitted(planId, plan.content, plan.contentHash, submittedBy, revisesPlanId);
  tx.publish(outgoing(event, { key: planId, revision }));
  return { id: planId, status: 'submitted' as const, version: revision, contentHash: plan.contentHash };
}

async function refuseUnlessGivenBack(planId: string, tx: Tx): Promise<void> {
  const before = await lockPlan(tx, planId);
  if (!before) throw new NotFoundError('SCHEDULING.PLAN_UNKNOWN', { planId });
  if (before.status !== 'returned') throw new DomainError('SCHEDULING.PLAN_NOT_RETURNED', { status: before.status });
}

/** Several drafts may stand side by side, but together the submitted ones keep to the yearly number of classes. */
async function refuseBeyondQuota({ kind, programmeId, content }: PlanHead, tx: Tx): Promise<void> {
  if (kind !== 'year') return;
  await tx.query('SELECT id FROM programme WHERE id = $1 FOR UPDATE', [programmeId]);
  const programme = await readProgramme(tx, programmeId);
  if (!programme) throw new NotFoundError('SCHEDULING.PROGRAMME_UNKNOWN', { programme: programmeId });
  for (const year of new Set(content.classes.map(({ startsOn }) => startsOn.slice(0, 4)))) {
    for (const [classType, left] of await quotaLeft(tx, programmeId, programme.rules, year)) {
      const planned = content.classes.filter(
        one => one.classType === classType && one.startsOn.startsWith(year),
      ).length;
      if (planned > left) throw new DomainError('SCHEDULING.QUOTA_EXCEEDED', { year, left, classType, planned });
    }
  }
}
