import { beforeEach, describe, expect, it } from '@jest/globals';
import { setImmediate as settled } from 'node:timers/promises';
import { TOPICS } from '#contracts';
import type { RawMessage } from '../consume/decode.js';
import { IGNORED, TopicConsumer } from '../consume/topic-consumer.js';
import type { BatchConsumer, ConsumerSettings } from './batch-consumer.js';
import { ConsumerHealth } from './consumer-health.js';
import type { KafkaAdapter } from './kafka-adapter.js';
import { KafkaBatchStrategy } from './kafka-batch-strategy.js';
import { RightOfWay } from '../right-of-way.js';
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

class Assignments extends TopicConsumer {
  readonly topic = TOPICS.assignment.name;
  readonly table = new Batches().table;
}

const DELIVERY = { ours: () => true, heartbeat: () => Promise.resolve(), done: () => Promise.resolve() };
const messages = (topic: string, partition: number, howMany: number, time: string): RawMessage[] =>
  Array.from({ length: howMany }, (_none, at) => ({
    topic,
    partition,
    offset: String(at),
    key: null,
    value: null,
    headers: { ce_time: time },
  }));

/** A strategy that listens: hands batches to it, and ends the transactions that it begins. */
async function listening(consumer: TopicConsumer, rightOfWay = new RightOfWay()) {
  let settings!: ConsumerSettings;
  const silent: BatchConsumer = { start: () => Promise.resolve(), stop: () => Promise.resolve() };
  const adapter = {
    consumer: (of: ConsumerSettings) => {
      settings = of;
      return silent;
    },
  } as unknown as KafkaAdapter;
  const begun: { messages: number; end: () => void }[] = [];
  const process = (_consumer: TopicConsumer, raw: RawMessage[]) =>
    new Promise<void>(end => {
      begun.push({ messages: raw.length, end });
    });
  const options = { group: 'reader', sessionMs: 10_000, messagesPerTransaction: 1_000 };
  const nothing = { before: () => Promise.resolve(), beside: () => Promise.resolve() };
  const strategy = new KafkaBatchStrategy(
    adapter,
    options,
    new TopicNames(''),
    [consumer],
    { process },
    new ConsumerHealth(),
    nothing,
    rightOfWay,
  );
  strategy.listen(() => undefined);
  await Promise.resolve();
  const { topic } = consumer;
  const hear = (partition: number, howMany = 1, time = new Date().toISOString()) =>
    settings.handle({ topic, partition, messages: messages(topic, partition, howMany, time) }, DELIVERY);
  return { begun, hear };
}

it.each([
  ['single changes', new Reports()],
  ['bulk', new Batches()],
])('has three transactions of a group of %s at once, however many partitions were read', async (_what, consumer) => {
  const { begun, hear } = await listening(consumer);
  const all = [0, 1, 2, 3, 4].map(partition => hear(partition));
  for (let ended = 0; ended < 5; ended++) {
    expect(begun).toHaveLength(Math.min(5, 3 + ended));
    begun[ended]?.end();
    await all[ended];
  }
});

describe('bulk work', () => {
  const rests: number[] = [];
  beforeEach(() => {
    rests.length = 0;
  });
  const way = () =>
    new RightOfWay(
      () => 0,
      ms => Promise.resolve(rests.push(ms)),
    );

  it('goes in small pieces, one at a time, while single changes pass', async () => {
    const rightOfWay = way();
    const { begun, hear } = await listening(new Batches(), rightOfWay);
    rightOfWay.take();
    const all = [hear(0, 2_000), hear(1, 100)];
    for (let ended = 0; ended < 5; ended++) {
      await settled();
      expect(begun).toHaveLength(ended + 1);
      begun[ended]?.end();
    }
    await Promise.all(all);
    expect(begun.map(one => one.messages).sort((a, b) => a - b)).toEqual([100, 500, 500, 500, 500]);
    expect(rests).toHaveLength(5);
  });

  it('goes in large ones else', async () => {
    const { begun, hear } = await listening(new Batches(), way());
    const all = [hear(0, 2_000), hear(1, 1_000)];
    expect(begun.map(one => one.messages)).toEqual([1_000, 1_000]);
    for (let ended = 0; ended < 3; ended++) {
      await settled();
      begun[ended]?.end();
    }
    await Promise.all(all);
    expect(rests).toHaveLength(0);
  });
});

it('news of a single change take the right of way', async () => {
  const rightOfWay = new RightOfWay();
  const bulk = await listening(new Batches(), rightOfWay);
  const others = await listening(new Reports(), rightOfWay);
  const single = await listening(new Assignments(), rightOfWay);
  const caughtUp = await listening(new Assignments(), rightOfWay);
  const heard = [bulk.hear(0), others.hear(0), caughtUp.hear(0, 1, '2026-01-02T03:04:05.678Z')];
  expect(rightOfWay.isTaken).toBe(false);
  heard.push(single.hear(0));
  expect(rightOfWay.isTaken).toBe(true);
  for (const { begun } of [bulk, others, caughtUp, single]) begun[0]?.end();
  await Promise.all(heard);
});
