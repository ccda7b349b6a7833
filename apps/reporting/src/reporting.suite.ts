// What the integration specs of this service share.
import type { DynamicModule } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { EventType } from '#contracts';
import { BatchProcessor, MessagingModule, TopicConsumer, type RawMessage } from '#messaging';
import { ServiceUnderTest } from '#testing';
import { AssignmentBatchConsumer } from './reactions/assignment-batch.consumer.js';
import { CertificateConsumer } from './reactions/certificate.consumer.js';
import { ClassConsumer } from './reactions/class.consumer.js';
import { DemandConsumer } from './reactions/demand.consumer.js';
import { DutyConsumer } from './reactions/duty.consumer.js';
import { PlanConsumer } from './reactions/plan.consumer.js';
import { ProgrammeConsumer } from './reactions/programme.consumer.js';
import { ProposalConsumer } from './reactions/proposal.consumer.js';
import { SeatConsumer } from './reactions/seat.consumer.js';
import { UnitConsumer } from './reactions/unit.consumer.js';
import { ReportingModule } from './reporting.module.js';
import { reporting } from './service.js';

/** The real service; the spec hands it its messages, because specs share one broker and must not see each other's. */
export function startReporting(today?: string): Promise<ServiceUnderTest> {
  return ServiceUnderTest.start(
    { ...reporting, module: config => withoutBroker(ReportingModule.forConfig(config)) },
    today ? { NANGLUC_BUSINESS_DATE: today } : {},
  );
}

function withoutBroker(module: DynamicModule): DynamicModule {
  const isMessaging = (part: unknown) => (part as DynamicModule).module === MessagingModule;
  const imports = (module.imports ?? []).filter(part => !isMessaging(part));
  return { ...module, imports: [...imports, MessagingModule.forService({ consumers: [] })] };
}

const CONSUMERS = [
  AssignmentBatchConsumer,
  CertificateConsumer,
  ClassConsumer,
  DemandConsumer,
  DutyConsumer,
  PlanConsumer,
  ProgrammeConsumer,
  ProposalConsumer,
  SeatConsumer,
  UnitConsumer,
];

export interface Told {
  event: object;
  revision?: number;
  id?: string;
  causedBy?: string;
}

let offset = 0;

/** Hands events to the service as the broker would: one batch a topic, through contract, inbox and reaction. */
export async function receive({ app }: ServiceUnderTest, ...told: Told[]): Promise<void> {
  const topicOf = ({ event }: Told) => (event.constructor as unknown as EventType).topics.at(-1)?.name ?? '';
  for (const [topic, batch] of Map.groupBy(told, topicOf)) {
    const consumer = CONSUMERS.map(type => app.get<TopicConsumer>(type)).find(one => one.topic === topic);
    if (!consumer) throw new Error(`Reporting does not read ${topic}`);
    await app.get(BatchProcessor).process(
      consumer,
      batch.map(one => message(topic, one)),
    );
  }
}

function message(topic: string, { event, revision = 1, id = randomUUID(), causedBy }: Told): RawMessage {
  const { type, version } = event.constructor as unknown as EventType;
  const headers = {
    ce_id: id,
    ce_type: type,
    ce_time: new Date().toISOString(),
    schemaversion: String(version),
    revision: String(revision),
    correlationid: id,
    ...(causedBy ? { causationid: causedBy } : {}),
  };
  return {
    topic,
    partition: 900,
    offset: String(offset++),
    key: 'key',
    value: Buffer.from(JSON.stringify(event)),
    headers,
  };
}
