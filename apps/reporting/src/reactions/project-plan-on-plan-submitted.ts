import { Injectable } from '@nestjs/common';
import type { PlanSubmitted, PlanSummary } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';
import { factTable, upsertFacts } from '../database/upsert-facts.js';
import type { Patch } from '../rules/merge-patch.js';

type PlanPatch = Patch & PlanSummary & Omit<PlanSubmitted, 'summary' | 'classes' | 'revisesPlanId'>;

const PLAN = factTable<PlanPatch>('plan_fact', {
  planId: 'uuid',
  kind: 'text',
  programmeId: 'uuid',
  contentHash: 'text',
  submittedBy: 'text',
  classes: 'int',
  people: 'int',
  unserved: 'int',
  personKm: 'float8',
  fewestClasses: 'int',
  gap: 'float8',
});

@Injectable()
export class ProjectPlanOnPlanSubmitted implements Reaction<PlanSubmitted> {
  async handle(events: Received<PlanSubmitted>[], tx: Tx): Promise<void> {
    await upsertFacts(
      tx,
      PLAN,
      events.map(({ data, revision }) => ({ ...data, ...data.summary, revision, complete: true })),
    );
  }
}
