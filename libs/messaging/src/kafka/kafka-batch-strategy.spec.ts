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

const DELIVERY = { ours: () => true, heartbeat: () => Promise.resolve(), done: () => Promise.resolve() };
const message = (partition: number): RawMessage => ({
  topic: TOPICS.report.name,
  partition,
  offset: '0',
  key: null,
  value: null,
  headers: {},
});

it('has three transactions of a group at once, however many partitions were read', async () => {
  let settings!: ConsumerSettings;
  const silent: BatchConsumer = { start: () => Promise.resolve(), stop: () => Promise.resolve() };
  const consumer = (of: ConsumerSettings) => {
    settings = of;
    return silent;
  };
  const adapter = { consumer } as unknown as KafkaAdapter;
  const ends: (() => void)[] = [];
  const process = () =>
    new Promise<void>(resolve => {
      ends.push(resolve);
    });
  const options = { group: 'reader', sessionMs: 10_000, messagesPerTransaction: 1_000 };
  const names = new TopicNames('');
  const nothing = { before: () => Promise.resolve(), beside: () => Promise.resolve() };
  const health = new ConsumerHealth();
  const strategy = new KafkaBatchStrategy(adapter, options, names, [new Reports()], { process }, health, nothing);
  strategy.listen(() => undefined);
  await Promise.resolve();
  const { topic } = new Reports();
  const all = [0, 1, 2, 3, 4].map(partition =>
    settings.handle({ topic, partition, messages: [message(partition)] }, DELIVERY),
  );
  expect(ends).toHaveLength(3);
  ends[0]?.();
  await all[0];
  expect(ends).toHaveLength(4);
  ends[1]?.();
  await all[1];
  expect(ends).toHaveLength(5);
  for (const end of ends) end();
  await Promise.all(all);
});
