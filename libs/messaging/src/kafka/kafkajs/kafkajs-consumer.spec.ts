import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EachBatchPayload, Kafka } from 'kafkajs';
import type { Delivery, ReceivedBatch } from '../batch-consumer.js';
import { KafkajsConsumer } from './kafkajs-consumer.js';

interface AtWork {
  batch: ReceivedBatch;
  delivery: Delivery;
  end: () => void;
  fail: (error: Error) => void;
}

// What only happens with several brokers, or between two steps of kafkajs. That the adapter keeps its promise on a real
// broker stands in test/messaging/kafka-client.suite.ts.
describe('the kafkajs adapter, while it reads ahead', () => {
  let consumer: KafkajsConsumer;
  let eachBatch: (payload: EachBatchPayload) => Promise<void>;
  let join: () => void;
  let atWork: AtWork[];
  let position: string | undefined;
  let committed: string | undefined;
  let paused: boolean;

  const batchOf = (from: number, to: number) => {
    const messages = Array.from({ length: to - from }, (_, n) => ({
      offset: String(from + n),
      key: null,
      value: null,
    }));
    const payload = {
      batch: { topic: 't', partition: 0, fetchedOffset: String(from), messages, lastOffset: () => String(to - 1) },
      resolveOffset: (offset: string) => (position = String(Number(offset) + 1)),
      heartbeat: () => Promise.resolve(),
      commitOffsetsIfNecessary: ({ topics }: { topics: { partitions: { offset: string }[] }[] }) => {
        committed = topics[0]?.partitions[0]?.offset;
        return Promise.resolve();
      },
      isRunning: () => true,
    };
    return eachBatch(payload as unknown as EachBatchPayload);
  };
  const done = async (n: number, offset: number): Promise<void> => {
    await atWork[n]?.delivery.done(String(offset));
    atWork[n]?.end();
  };

  beforeEach(async () => {
    [atWork, position, committed, paused] = [[], undefined, undefined, false];
    const client = {
      events: { CRASH: 'crash', GROUP_JOIN: 'join', DISCONNECT: 'disconnect', HEARTBEAT: 'heartbeat' },
      on: (event: string, heard: () => void) => void (event === 'join' && (join = heard)),
      connect: () => Promise.resolve(),
      subscribe: () => Promise.resolve(),
      run: (options: { eachBatch: typeof eachBatch }) => Promise.resolve(void (eachBatch = options.eachBatch)),
      pause: () => (paused = true),
      disconnect: () => Promise.resolve(),
    };
    consumer = new KafkajsConsumer({ consumer: () => client } as unknown as Kafka, {
      groupId: 'g',
      topics: ['t'],
      handle: (batch, delivery) =>
        new Promise((resolve, reject) => {
          atWork.push({ batch, delivery, end: resolve, fail: reject });
        }),
      listener: { joined: () => undefined, lost: () => undefined, dead: () => undefined },
    });
    await consumer.start();
    join();
  });

  it('gives a batch back when its work begins, begins the next when that is done, and commits what is done', async () => {
    await batchOf(0, 100);
    expect([atWork.length, position, committed]).toEqual([1, '100', undefined]);
    const next = batchOf(100, 200);
    await done(0, 99);
    await next;
    expect([atWork.length, position, committed]).toEqual([2, '200', '100']);
  });

  it('reads again from where the effects end when work failed, whatever was read ahead', async () => {
    await batchOf(0, 100);
    await atWork[0]?.delivery.done('49');
    const ahead = batchOf(100, 200);
    atWork[0]?.fail(new Error('the database went away'));
    await expect(ahead).rejects.toThrow('the database went away');
    expect([atWork.length, position, committed]).toEqual([1, '50', '50']);
    await batchOf(50, 100);
    expect(atWork[1]?.batch.messages[0]?.offset).toBe('50');
  });

  it('throws away what was read ahead of work that an older membership left undone', async () => {
    await batchOf(0, 100);
    join();
    const stale = batchOf(100, 200);
    expect(atWork[0]?.delivery.ours()).toBe(false);
    await done(0, 49);
    await expect(stale).rejects.toThrow('t[0] was read before the group changed');
    expect([atWork.length, committed]).toEqual([1, undefined]);
    await batchOf(0, 100);
    await done(1, 99);
    expect([atWork.length, committed]).toEqual([2, '100']);
  });

  it('takes what stands behind work that an older membership ended', async () => {
    await batchOf(0, 100);
    join();
    await done(0, 99);
    await batchOf(100, 200);
    await done(1, 199);
    expect([atWork.length, committed]).toEqual([2, '200']);
  });

  it('lets work end before it leaves, and takes no more', async () => {
    await batchOf(0, 100);
    const next = batchOf(100, 200);
    const stopped = consumer.stop();
    await done(0, 99);
    await Promise.all([stopped, next]);
    expect([atWork.length, committed, paused]).toEqual([1, '100', true]);
  });
});
