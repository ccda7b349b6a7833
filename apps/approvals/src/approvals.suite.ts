// What the integration specs of this service share.
import type { DynamicModule, Type } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { make, PlanSubmitted, type EventType } from '#contracts';
import { BatchProcessor, MessagingModule, type RawMessage, type TopicConsumer } from '#messaging';
import { ServiceUnderTest } from '#testing';
import type { ApprovalsConfig } from './approvals.config.js';
import { ApprovalsModule } from './approvals.module.js';
import { PlanConsumer } from './reactions/plan.consumer.js';
import { approvals } from './service.js';

/** The real service; the spec hands it its messages, and runs the rounds of its loop. */
export function startApprovals(settings: Partial<ApprovalsConfig> = {}): Promise<ServiceUnderTest> {
  return ServiceUnderTest.start(
    { ...approvals, module: config => withoutBroker(ApprovalsModule.forConfig(config)) },
    { BACKGROUND_LOOPS: 'off', ...settings },
  );
}

function withoutBroker(module: DynamicModule): DynamicModule {
  const isMessaging = (part: unknown) => (part as DynamicModule).module === MessagingModule;
  const imports = (module.imports ?? []).filter(part => !isMessaging(part));
  return { ...module, imports: [...imports, MessagingModule.forService({ consumers: [] })] };
}

let offset = 0;

function message(type: EventType, key: string, event: object, revision: number, id: string): RawMessage {
  return {
    topic: type.topics[0]?.name ?? '',
    partition: 900,
    offset: String(offset++),
    key,
    value: Buffer.from(JSON.stringify(event)),
    headers: {
      ce_id: id,
      ce_type: type.type,
      ce_time: new Date().toISOString(),
      schemaversion: '1',
      revision: String(revision),
      correlationid: id,
    },
  };
}

/** Hands plans to the service as if the broker had brought them in one batch: contract, inbox, reaction. */
export async function submit(
  { app }: ServiceUnderTest,
  ...plans: { plan: PlanSubmitted; revision?: number; id?: string }[]
) {
  const messages = plans.map(({ plan: submitted, revision = 1, id = randomUUID() }) =>
    message(PlanSubmitted, submitted.planId, submitted, revision, id),
  );
  await app.get(BatchProcessor).process(app.get(PlanConsumer), messages);
}

/** Hands what another service asks for to the consumer of that service's topic. */
export async function request({ app }: ServiceUnderTest, consumer: Type<TopicConsumer>, event: object, key?: string) {
  const type = event.constructor as unknown as EventType;
  await app
    .get(BatchProcessor)
    .process(app.get(consumer), [
      message(type, key ?? (event as { sourceId: string }).sourceId, event, 1, randomUUID()),
    ]);
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
