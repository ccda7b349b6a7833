// What the integration specs of this service share.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { eventOfType, type DemandGroup, type Topic } from '#contracts';
import { uuidFrom } from '#kernel';
import { BatchProcessor, kafkaClient, TopicConsumer, type RawMessage } from '#messaging';
import { ServiceUnderTest, testEndpoints } from '#testing';
import { PlannerRunner, type RunOptions } from './planning/planner-runner.js';
import { carryOut, type Task } from './planning/task.js';
import type { TaskResult } from './rules/task-result.js';
import { DemandConsumer } from './reactions/demand.consumer.js';
import { ProgrammeEffectConsumer } from './reactions/programme-effect.consumer.js';
import { ProposalConsumer } from './reactions/proposal.consumer.js';
import { UnitConsumer } from './reactions/unit.consumer.js';
import type { SchedulingConfig } from './scheduling.config.js';
import { SchedulingModule } from './scheduling.module.js';
import { scheduling } from './service.js';

const shipped = JSON.parse(
  readFileSync(new URL('../../../data/programmes/decision-654-2012.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

/** A programme under a code of its own: specs share one broker, and events of others must not match. */
export function programmeFile(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...shipped, code: `spec-${randomUUID()}`, predecessor: null, assumptions: [], ...changes };
}

export class InProcessPlanner extends PlannerRunner {
  protected run(task: Task, { tell }: RunOptions): Promise<TaskResult> {
    return carryOut(task, progress => tell?.(progress));
  }
}

/** The real service with the real planner; rounds of the drafter are run by the spec. */
export function startScheduling(settings: Partial<SchedulingConfig> = {}): Promise<ServiceUnderTest> {
  return ServiceUnderTest.start(
    { ...scheduling, module: config => SchedulingModule.forConfig(config, InProcessPlanner) },
    { BACKGROUND_LOOPS: 'off', DRAFT_QUIET_MS: 0, PLANNER_SECONDS: 5, DIRECT_ADOPTION: 'on', ...settings },
  );
}

const CONSUMERS = [UnitConsumer, DemandConsumer, ProposalConsumer, ProgrammeEffectConsumer];
let offset = 0;

/** Hands one event to the service as if it had come from the broker: contract, inbox, reaction, dead letter. */
export async function receive(
  { app }: ServiceUnderTest,
  event: object,
  { key, revision = 1, id = randomUUID() }: { key: string; revision?: number; id?: string },
): Promise<void> {
  const { type, version, topics } = event.constructor as unknown as { type: string; version: number; topics: Topic[] };
  if (!eventOfType(type)) throw new Error(`${type} is no event`);
  const topic = topics[0]?.name ?? '';
  const consumer = CONSUMERS.map(one => app.get<TopicConsumer>(one)).find(one => one.topic === topic);
  if (!consumer) throw new Error(`Scheduling does not read ${topic}`);
  const raw: RawMessage = {
    topic,
    partition: 900,
    offset: String(offset++),
    key,
    value: Buffer.from(JSON.stringify(event)),
    headers: {
      ce_id: id,
      ce_type: type,
      ce_time: new Date().toISOString(),
      schemaversion: String(version),
      revision: String(revision),
      correlationid: id,
    },
  };
  await app.get(BatchProcessor).process(consumer, [raw]);
}

export interface Heard<E> {
  type: string;
  key: string;
  revision: number;
  data: E;
}

/** Reads what really arrives on a topic of the broker, from its beginning. */
export async function listen<E>(
  { topicPrefix }: ServiceUnderTest,
  topic: Topic,
): Promise<{ events: Heard<E>[]; stop(): Promise<void> }> {
  const events: Heard<E>[] = [];
  const consumer = kafkaClient('spec', [testEndpoints().brokers]).consumer({ groupId: randomUUID() });
  await consumer.connect();
  await consumer.subscribe({ topic: `${topicPrefix}${topic.name}`, fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => {
      const type = message.headers?.['ce_type']?.toString() ?? '';
      const about = { key: String(message.key), revision: Number(message.headers?.['revision']) };
      // Other specs plant messages on purpose that are no events.
      if (eventOfType(type))
        events.push({ type, ...about, data: JSON.parse(message.value?.toString() ?? 'null') as E });
      return Promise.resolve();
    },
  });
  return { events, stop: () => consumer.disconnect() };
}

/** Far from every real unit, so that units of other specs are in nobody's reach. */
export const FAR = { longitude: -150, latitude: -40 };

export const unitId = (code: string): string => uuidFrom(code, '2025-01-01');

export function group(programmeId: string, waiting: number, changes: Partial<DemandGroup> = {}): DemandGroup {
  return {
    programmeId,
    classType: 'commune',
    retraining: true,
    earliest: '2025-03-03',
    deadline: '2025-05-30',
    waiting,
    deskOfficers: 0,
    ...changes,
  };
}
