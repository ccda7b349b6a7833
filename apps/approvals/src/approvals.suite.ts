// What the integration specs of this service share.
import type { DynamicModule } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { make, PlanSubmitted } from '#contracts';
import { BatchProcessor, MessagingModule, type RawMessage } from '#messaging';
import { ServiceUnderTest } from '#testing';
import { ApprovalsModule } from './approvals.module.js';
import { PlanConsumer } from './reactions/plan.consumer.js';
import { approvals } from './service.js';

/** The real service; the spec hands it its messages, because specs share one broker and must not see each other's. */
export function startApprovals(): Promise<ServiceUnderTest> {
  return ServiceUnderTest.start({
    ...approvals,
    module: config => withoutBroker(ApprovalsModule.forConfig(config)),
  });
}

function withoutBroker(module: DynamicModule): DynamicModule {
  const isMessaging = (part: unknown) => (part as DynamicModule).module === MessagingModule;
  const imports = (module.imports ?? []).filter(part => !isMessaging(part));
  return { ...module, imports: [...imports, MessagingModule.forService({ consumers: [] })] };
}

let offset = 0;

/** Hands plans to the service as if the broker had brought them in one batch: contract, inbox, reaction. */
export async function submit(
  { app }: ServiceUnderTest,
  ...plans: { plan: PlanSubmitted; revision?: number; id?: string }[]
) {
  const messages = plans.map(({ plan: submitted, revision = 1, id = randomUUID() }): RawMessage => ({
    topic: 'scheduling.plan',
    partition: 900,
    offset: String(offset++),
    key: submitted.planId,
    value: Buffer.from(JSON.stringify(submitted)),
    headers: {
      ce_id: id,
      ce_type: PlanSubmitted.type,
      ce_time: new Date().toISOString(),
      schemaversion: '1',
      revision: String(revision),
      correlationid: id,
    },
  }));
  await app.get(BatchProcessor).process(app.get(PlanConsumer), messages);
}

export function plan(changes: Partial<PlanSubmitted> = {}): PlanSubmitted {
  const planId = randomUUID();
  return make(PlanSubmitted, {
    planId,
    kind: 'supplementary',
    programmeId: randomUUID(),
    contentHash: 'aa'.repeat(32),
    submittedBy: 'system',
    summary: { classes: 1, people: 40, unserved: 2, personKm: 812.5, fewestClasses: 1, gap: 0.02 },
    classes: [
      {
        classId: randomUUID(),
        classType: 'commune',
        hostUnitId: randomUUID(),
        startsOn: '2025-08-04',
        endsOn: '2025-08-06',
        people: 40,
      },
    ],
    ...changes,
  });
}
