import { expect, it } from '@jest/globals';
import { TOPICS } from '#contracts';
import type { RawMessage } from '../consume/decode.js';
import { IGNORED, TopicConsumer } from '../consume/topic-consumer.js';
import type { BatchConsumer, ConsumerSettings } from './batch-consumer.js';
import { ConsumerHealth } from './consumer-health.js';
import type { KafkaAdapter } from './kafka-adapter.js';
import { KafkaBatchStrategy } from './kafka-batch-strategy.js';
import { TopicNames } from './topic-names.js';

class Reports extends TopicConsumer {
  readonly topic = TOPICS.report.name;
  readonly table = { 'reporting.ReportPublished': IGNORED, 'reporting.ReportRestated': IGNORED } as const;
}

class Batches extends TopicConsumer {
  readonly topic = TOPICS.assignmentBatch.name;
  readonly table = {
    'staff.StaffAppointed': IGNORED,
    'staff.StaffReassigned': IGNORED,
    'staff.StaffLeft': IGNORED,
  } as const;
}

const DELIVERY = { ours: () => true, heartbeat: () => Promise.resolve(), done: () => Promise.resolve() };
const message = (topic: string, partition: number): RawMessage => ({
  topic,
  partition,
  offset: '0',
  key: null,
  value: null,
  headers: {},
});

it.each([
  [3, new Reports()],
  [2, new Batches()],
])('has %d transactions of a group at once, however many partitions were read', async (limit, consumer) => {
  let settings!: ConsumerSettings;
  const silent: BatchConsumer = { start: () => Promise.resolve(), stop: () => Promise.resolve() };
  const adapter = {
    consumer: (of: ConsumerSettings) => {
      settings = of;
      return silent;
    },
  } as unknown as KafkaAdapter;
  const ends: (() => void)[] = [];
  const process = () =>
    new Promise<void>(resolve => {
      ends.push(resolve);
    });
  const options = { group: 'reader', sessionMs: 10_000, messagesPerTransaction: 1_000 };
  const names = new TopicNames('');
  const nothing = { before: () => Promise.resolve(), beside: () => Promise.resolve() };
  const health = new ConsumerHealth();
  const strategy = new KafkaBatchStrategy(adapter, options, names, [consumer], { process }, health, nothing);
  strategy.listen(() => undefined);
  await Promise.resolve();
  const { topic } = consumer;
  const all = [0, 1, 2, 3, 4].map(partition =>
    settings.handle({ topic, partition, messages: [message(topic, partition)] }, DELIVERY),
  );
  for (let ended = 0; ended < 5; ended++) {
    expect(ends).toHaveLength(Math.min(5, limit + ended));
    ends[ended]?.();
    await all[ended];
  }
});
