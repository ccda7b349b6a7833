// What every Kafka client must do before messaging may use it; the same cases for each, against a real broker.
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#kernel';
import {
  kafkaAdapter,
  kafkaClient,
  type BatchConsumer,
  type KafkaAdapter,
  type KafkaClientName,
  type ReceivedBatch,
} from '#messaging';
import { eventually, startEmbeddedKafka, type KafkaServer, temporaryFolder } from '#testing';

const LONG = 90_000;
const FILLER = 'x'.repeat(600);

interface Seen {
  key: string;
  value: string;
  partition: number;
  offset: string;
}

/** The cases of one client, on a broker of its own, as they kill and freeze it. */
export function describeKafkaClient(client: KafkaClientName): void {
  let folder: string;
  let kafka: KafkaServer;
  let producer: ReturnType<KafkaAdapter['producer']>;
  let started: BatchConsumer[] = [];
  // One for each member, as each is a process of its own: kafkajs shares what it knows of a group within a client.
  const adapter = () => kafkaAdapter(client, `spec-${client}`, [kafka.brokers]);

  beforeAll(async () => {
    folder = await temporaryFolder('client');
    kafka = await startEmbeddedKafka(join(folder, 'kafka'));
    producer = (await adapter()).producer();
    await producer.connect();
  }, LONG);
  // Before the next case kills the broker, or all of them would have to come back with it.
  afterEach(async () => {
    await Promise.all(started.map(consumer => consumer.stop()));
    started = [];
  }, LONG);
  afterAll(async () => {
    await producer?.disconnect();
    await kafka?.stop();
    await rm(folder, { recursive: true, force: true });
  }, LONG);

  const topicOf = async (partitions: number): Promise<string> => {
    const topic = `t-${newId()}`;
    const admin = await adapter();
    await admin.createTopics([{ topic, partitions }]);
    return topic;
  };

  const send = (topic: string, messages: { key: string; value: string }[]): Promise<void> =>
    producer.send([
      { topic, messages: messages.map(message => ({ ...message, headers: { ce_id: message.value.slice(0, 8) } })) },
    ]);

  const numbered = (from: number, to: number, keys = 10): { key: string; value: string }[] =>
    Array.from({ length: to - from }, (_one, n) => ({ key: `k${(from + n) % keys}`, value: String(from + n) }));

  /** A topic of one partition with 12,000 long messages: more than a client takes at once. */
  const backlog = async (): Promise<string> => {
    const topic = await topicOf(1);
    const messages = numbered(0, 12_000).map(({ key, value }) => ({ key, value: `${value}${FILLER}` }));
    for (let from = 0; from < messages.length; from += 1_000) await send(topic, messages.slice(from, from + 1_000));
    return topic;
  };

  /** A member of a group that notes what it sees. */
  const consume = async (
    topic: string,
    groupId = newId(),
    handle: (batch: ReceivedBatch, delivery: Parameters<HandleBatch>[1]) => Promise<void> = commitAll,
    sessionMs = 10_000,
  ) => {
    const seen: Seen[] = [];
    const batches: number[] = [];
    const health = { joined: 0, lost: 0 };
    const member = await adapter();
    const consumer = member.consumer({
      groupId,
      topics: [topic],
      sessionMs,
      listener: {
        joined: () => (health.joined += 1),
        lost: () => (health.lost += 1),
        dead: () => (health.lost += 1),
      },
      handle: async (batch, delivery) => {
        batches.push(batch.messages.length);
        await handle(batch, delivery);
        for (const { key, value, partition, offset } of batch.messages)
          seen.push({ key: key ?? '', value: String(value), partition, offset });
      },
    });
    started.push(consumer);
    await consumer.start();
    return { consumer, seen, batches, health, values: () => seen.map(({ value }) => Number(value)) };
  };

  it(
    'keeps the order of each key, and puts a key where every client puts it',
    async () => {
      const topic = await topicOf(3);
      await send(topic, numbered(0, 500));
      await send(topic, numbered(500, 1_000));
      const { seen } = await consume(topic);
      await eventually(() => seen.length >= 1_000, 'all are read');
      for (const [, ofKey] of Map.groupBy(seen, ({ key }) => key)) {
        expect(ofKey.map(({ value }) => Number(value))).toEqual(
          ofKey.map(({ value }) => Number(value)).toSorted((a, b) => a - b),
        );
        expect(new Set(ofKey.map(({ partition }) => partition)).size).toBe(1);
      }
      const places = Object.fromEntries(seen.map(({ key, partition }) => [key, partition]));
      // murmur2 as in Java, computed once by the Java client's rule.
      expect(places).toEqual(PLACES_OF_JAVA);
    },
    LONG,
  );

  it(
    'resolves a send only when the broker has it, also when several are sent at once',
    async () => {
      const topic = await topicOf(3);
      await Promise.all(Array.from({ length: 20 }, (_one, n) => send(topic, numbered(n * 50, (n + 1) * 50))));
      const { values } = await consume(topic);
      await eventually(() => values().length >= 1_000, 'all are read');
      expect(values().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_one, n) => n));
    },
    LONG,
  );

  it(
    'carries big sends whole, and hands them over in batches',
    async () => {
      const topic = await backlog();
      const { seen, batches } = await consume(topic);
      await eventually(() => seen.length >= 12_000, 'all are read');
      expect(seen.map(({ value }) => Number(value.replace(FILLER, '')))).toEqual(
        numbered(0, 12_000).map(({ value }) => Number(value)),
      );
      expect(batches.length).toBeLessThan(120);
    },
    LONG,
  );

  it(
    'delivers again what was not done, and nothing that was',
    async () => {
      const topic = await topicOf(1);
      const groupId = newId();
      await send(topic, numbered(0, 100));
      let failing = true;
      const first = await consume(topic, groupId, async ({ messages }, { done }) => {
        if (failing) {
          failing = false;
          await done(messages[39]?.offset ?? '');
          throw new Error('the database went away');
        }
        await done(messages.at(-1)?.offset ?? '');
      });
      await eventually(() => first.seen.length > 0, 'the rest came again');
      expect(first.values()).toEqual(Array.from({ length: 60 }, (_one, n) => n + 40));
      await first.consumer.stop();
      await send(topic, numbered(100, 120));
      const second = await consume(topic, groupId);
      await eventually(() => second.seen.length > 0, 'the next member reads');
      expect(second.values()).toEqual(Array.from({ length: 20 }, (_one, n) => n + 100));
    },
    LONG,
  );

  it(
    'leaves nothing out when a batch fails that others stand behind',
    async () => {
      const topic = await backlog();
      let failures = 0;
      const done: string[] = [];
      const { seen } = await consume(topic, newId(), async (batch, delivery) => {
        for (const { offset } of batch.messages.slice(0, 10)) {
          await delivery.done(offset);
          done.push(offset);
        }
        if (++failures < 3) throw new Error('the database went away');
        await delivery.done(batch.messages.at(-1)?.offset ?? '');
      });
      await eventually(() => seen.at(-1)?.offset === '11999', 'the end is read');
      // Twice ten were done before the failure, and those do not come again.
      expect(done.slice(0, 21)).toEqual(Array.from({ length: 21 }, (_one, n) => String(n)));
      expect(seen.map(({ offset }) => Number(offset))).toEqual(Array.from({ length: 11_980 }, (_one, n) => n + 20));
    },
    LONG,
  );

  it(
    'goes on from the beginning of the log when its offset is not in it any more',
    async () => {
      const topic = await topicOf(1);
      const groupId = newId();
      await send(topic, numbered(0, 100));
      let isFirst = true;
      const first = await consume(topic, groupId, async ({ messages }, { done }) => {
        if (!isFirst) throw new Error('one was enough');
        isFirst = false;
        await done(messages[0]?.offset ?? '');
      });
      await eventually(() => first.seen.length > 0, 'one message is done');
      await first.consumer.stop();
      const admin = kafkaClient('spec', [kafka.brokers]).admin();
      await admin.connect();
      const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
      expect(committed?.partitions).toMatchObject([{ partition: 0, offset: '1' }]);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '30' }] });
      await admin.disconnect();
      const second = await consume(topic, groupId);
      await eventually(() => second.values().includes(99), 'the end is read');
      expect(second.values()).toEqual(Array.from({ length: 70 }, (_one, n) => n + 30));
    },
    LONG,
  );

  it(
    'shares the partitions between two members and takes over those of one that leaves',
    async () => {
      const topic = await topicOf(4);
      const groupId = newId();
      const [one, two] = [await consume(topic, groupId), await consume(topic, groupId)];
      let sent = 0;
      await eventually(
        async () => {
          await send(topic, numbered(sent, (sent += 40), 40));
          return one.seen.length > 0 && two.seen.length > 0;
        },
        'both have read',
        { timeoutMs: 40_000, everyMs: 300 },
      );
      await two.consumer.stop();
      await send(topic, numbered(sent, (sent += 400), 40));
      const all = (): Set<number> => new Set([...one.values(), ...two.values()]);
      await eventually(() => all().size === sent, 'the one that is left reads everything', { timeoutMs: 40_000 });
      const places = new Set(
        one.seen.filter(({ value }) => Number(value) >= sent - 400).map(({ partition }) => partition),
      );
      expect([...places].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    },
    LONG,
  );

  it(
    'stays a member during a batch that takes longer than its session',
    async () => {
      const topic = await topicOf(1);
      await send(topic, numbered(0, 10));
      const work = async ({ messages }: ReceivedBatch, { heartbeat, done, ours }: Parameters<HandleBatch>[1]) => {
        for (let part = 0; part < 8; part++) {
          await pause(500);
          await heartbeat();
        }
        expect(ours()).toBe(true);
        await done(messages.at(-1)?.offset ?? '');
      };
      const { seen, batches } = await consume(topic, newId(), work, 3_000);
      await eventually(() => seen.length > 0, 'the long batch ends');
      expect(batches).toEqual([10]);
    },
    LONG,
  );

  it(
    'survives a broker that is killed: what was acknowledged is read, what is sent meanwhile arrives',
    async () => {
      const topic = await topicOf(3);
      const { values, health } = await consume(topic, newId(), commitAll, 3_000);
      await send(topic, numbered(0, 300));
      await eventually(() => values().length >= 300, 'the first are read');
      await kafka.kill?.();
      const meanwhile = send(topic, numbered(300, 600)).catch(() => send(topic, numbered(300, 600)));
      await kafka.restart?.();
      await meanwhile;
      await eventually(() => new Set(values()).size === 600, 'the others are read', { timeoutMs: 60_000 });
      expect(health.joined).toBeGreaterThan(0);
    },
    LONG,
  );

  it(
    'gives up a send that a frozen broker does not answer, and sends again when it is back',
    async () => {
      const topic = await topicOf(1);
      const impatient = (await adapter()).producer(2_000);
      await impatient.connect();
      const one = (value: string) => [{ topic, messages: [{ key: 'k', value, headers: {} }] }];
      await impatient.send(one('1'));
      await kafka.freeze?.();
      await expect(impatient.send(one('2'))).rejects.toThrow('did not answer');
      kafka.thaw?.();
      await eventually(() => impatient.send(one('3')).then(() => true), 'the broker answers again');
      const { values } = await consume(topic);
      await eventually(() => values().includes(3), 'the last is read');
      expect(values()[0]).toBe(1);
      await impatient.disconnect();
    },
    LONG,
  );
}

type HandleBatch = Parameters<KafkaAdapter['consumer']>[0]['handle'];

const commitAll: HandleBatch = ({ messages }, { done }) => done(messages.at(-1)?.offset ?? '');

const PLACES_OF_JAVA = { k0: 2, k1: 2, k2: 0, k3: 1, k4: 1, k5: 0, k6: 1, k7: 1, k8: 2, k9: 2 };
