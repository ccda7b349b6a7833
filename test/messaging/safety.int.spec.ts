// One test for each line of libs/messaging that must not go; `npm run mutants` takes each line out and expects it red.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS, UnitEstablished } from '#contracts';
import { newId } from '#kernel';
import {
  armFailpoints,
  BatchProcessor,
  headersOf,
  MessageCleanup,
  kafkaClient,
  outgoing,
  Transaction,
  type RawMessage,
} from '#messaging';
import { eventually, ServiceUnderTest, testEndpoints } from '#testing';
import { countingService, established, UnitTopicConsumer } from './counting-service.js';

let service: ServiceUnderTest;
let transaction: Transaction;

beforeAll(async () => {
  service = await ServiceUnderTest.start(countingService, { INBOX_DAYS: 1 });
  transaction = service.app.get(Transaction, { strict: false });
});
afterEach(() => armFailpoints(undefined));
afterAll(() => service?.stop());

const counted = async (ids: string[], on = service): Promise<number> => {
  const rows = await on.database.query('SELECT 1 FROM counted WHERE unit_id = ANY($1)', [ids]);
  return rows.length;
};

const kept = async (key: string): Promise<number> =>
  (await service.database.query('SELECT FROM sent_message WHERE key = $1', [key])).length;

const LONG = { timeoutMs: 40_000 };
const MORE_THAN_IN_MEMORY = 10_000;

const publish = (...events: UnitEstablished[]): Promise<void> =>
  transaction.run(tx => {
    tx.publish(...events.map(event => outgoing(event, { key: event.unitId, revision: 1 })));
    return Promise.resolve();
  });

describe('the relay', () => {
  it('carries the row of a transaction that was overtaken by later ones', async () => {
    const [slow, fast] = [newId(), newId()];
    let overtaken: (() => void) | undefined;
    armFailpoints(point => {
      if (point !== 'outbox.written' || overtaken) return;
      // The first one keeps its transaction open with its row written, until the second one arrived.
      return new Promise(resolve => {
        overtaken = resolve;
      });
    });
    const slowOne = publish(established(slow));
    await eventually(() => overtaken, 'the slow transaction wrote its row');
    await publish(established(fast));
    await eventually(async () => (await counted([fast])) === 1, 'the fast one is counted');
    overtaken?.();
    await slowOne;
    await eventually(async () => (await counted([slow])) > 0, 'the overtaken one is counted');
    expect(await counted([slow, fast])).toBe(2);
  });

  it('keeps every row that the broker has not acknowledged', async () => {
    const huge = 'x'.repeat(3_000_000);
    // Larger than the broker takes, and first in the order of the outbox.
    await service.database.query(
      `INSERT INTO outbox (lane, topic, key, headers, payload) VALUES (0, $1, 'huge', '{}', $2)`,
      [TOPICS.unit.name, huge],
    );
    const behind = newId();
    await publish(established(behind));
    const failures = async (): Promise<number> => {
      const [row] = await service.database.query<{ n: number }>(
        `SELECT xact_rollback::int AS n FROM pg_stat_database WHERE datname = current_database()`,
      );
      return row?.n ?? 0;
    };
    const before = await failures();
    await eventually(async () => (await failures()) > before, 'the relay was refused', { timeoutMs: 60_000 });
    expect(await counted([behind])).toBe(0);
    await service.database.query(`DELETE FROM outbox WHERE key = 'huge'`);
    await eventually(async () => (await counted([behind])) === 1, 'the row behind is counted', { timeoutMs: 60_000 });
  });
});

describe('the consumer', () => {
  it('repeats a batch that met an outage of the database', async () => {
    const ids = [newId(), newId()];
    await publish(established(ids[0] ?? '', 'outage'), established(ids[1] ?? ''));
    await eventually(async () => (await counted(ids)) >= 2, 'both are counted', { timeoutMs: 60_000 });
    expect(await counted(ids)).toBe(2);
  });

  it('reads what stood on the topic before its group first came', async () => {
    const id = newId();
    await publish(established(id));
    await eventually(async () => (await counted([id])) === 1, 'the first group counted it');
    const late = await ServiceUnderTest.start(countingService, { KAFKA_TOPIC_PREFIX: service.topicPrefix });
    try {
      await eventually(async () => (await counted([id], late)) > 0, 'the late group counted it', LONG);
      expect(await counted([id], late)).toBe(1);
    } finally {
      await late.stop();
    }
  });

  it('does not deadlock with another one that holds the same messages in another order', async () => {
    const processor = service.app.get(BatchProcessor, { strict: false });
    const consumer = service.app.get(UnitTopicConsumer, { strict: false });
    let transactions = 0;
    armFailpoints(point => void (transactions += point === 'transaction.begun' ? 1 : 0));
    const rounds = 5;
    for (let round = 0; round < rounds; round++) {
      const messages = Array.from({ length: 2_000 }, () => received(newId()));
      const same = [...messages].reverse();
      await Promise.all([processor.process(consumer, messages), processor.process(consumer, same)]);
      expect(await counted(messages.map(({ key }) => key ?? ''))).toBe(messages.length);
    }
    // A deadlock is answered by another try, so it shows as one transaction more.
    expect(transactions).toBe(2 * rounds);
  });

  it('has the effect of what is new in a large batch of which some is known', async () => {
    const processor = service.app.get(BatchProcessor, { strict: false });
    const consumer = service.app.get(UnitTopicConsumer, { strict: false });
    const messages = Array.from({ length: 300 }, () => received(newId()));
    await processor.process(consumer, messages.slice(100, 103));
    await processor.process(consumer, [...messages, ...messages.slice(0, 50)]);
    expect(await counted(messages.map(({ key }) => key ?? ''))).toBe(messages.length);
  });
});

function received(unitId: string): RawMessage {
  const event = established(unitId);
  const headers = headersOf(outgoing(event, { key: unitId, revision: 1 }), new Date().toISOString());
  const value = Buffer.from(JSON.stringify(event));
  return { topic: TOPICS.unit.name, partition: 0, offset: '0', key: unitId, value, headers };
}

describe('what is kept, and what is missed', () => {
  it('forgets a mark only when its message is surely gone from the topic', async () => {
    const [old, recent] = [newId(), newId()];
    await service.database.query(
      `INSERT INTO inbox VALUES ('x', $1, now() - interval '40 days'), ('x', $2, now() - interval '7 days 12 hours')`,
      [old, recent],
    );
    const cleanup = service.app.get(MessageCleanup, { strict: false });
    // The topic keeps its messages for seven days, Kafka's default; the setting alone would forget after one.
    expect(await cleanup.clean([TOPICS.unit.name])).toMatchObject({ marks: 1 });
    const left = await service.database.query('SELECT event_id FROM inbox WHERE event_id = ANY($1)', [[old, recent]]);
    expect(left).toEqual([{ event_id: recent }]);
  });

  it('forgets a sent message before its mark', async () => {
    const recent = newId();
    await service.database.query(
      `INSERT INTO sent_message (seq, sent_at, topic, key, headers, payload)
       VALUES (-1, now() - interval '12 hours', 'x', $1, '{}', '')`,
      [recent],
    );
    await service.database.query(`INSERT INTO inbox VALUES ('x', $1, now() - interval '12 hours')`, [recent]);
    await service.app.get(MessageCleanup, { strict: false }).clean([TOPICS.unit.name]);
    expect(await kept(recent)).toBe(0);
    expect(await service.database.query('SELECT FROM inbox WHERE event_id = $1', [recent])).toHaveLength(1);
  });

  it('says on /health/ready that messages were deleted before they were read, and goes on with what is left', async () => {
    const group = `late-${newId()}`;
    const settings = { KAFKA_TOPIC_PREFIX: service.topicPrefix, KAFKA_GROUP: group };
    const first = await ServiceUnderTest.start(countingService, settings);
    const [read, deleted, left] = [newId(), newId(), newId()];
    await publish(established(read));
    await eventually(async () => (await counted([read], first)) === 1, 'the group has read', LONG);
    await first.stop();
    await publish(established(deleted));
    await eventually(async () => (await counted([deleted])) === 1, 'it stands on the topic');
    await deleteAll();
    await publish(established(left));
    const second = await ServiceUnderTest.start(countingService, settings);
    try {
      await eventually(async () => (await counted([left], second)) === 1, 'what is left is counted', LONG);
      expect(await counted([deleted], second)).toBe(0);
      const { status, body } = await second.call<{ checks: { messages: { why: string } } }>('GET', '/health/ready');
      expect(status).toBe(200);
      expect(body.checks.messages.why).toBe(`1 messages of staff.unit[0] were deleted before ${group} read them`);
    } finally {
      await second.stop();
    }
  });

  it('says so, too, when the log is cut while a batch is at work, before the next commit covers it', async () => {
    const [held, deleted, left] = [newId(), newId(), newId()];
    let release: (() => void) | undefined;
    armFailpoints(point => {
      if (point !== 'batch.received' || release) return;
      return new Promise(resolve => {
        release = resolve;
      });
    });
    await publish(established(held));
    await eventually(() => release, 'a batch is at work');
    // More than a consumer reads ahead of its work, so that the last one is not in its memory.
    await publish(...Array.from({ length: MORE_THAN_IN_MEMORY }, () => established(newId())), established(deleted));
    await eventually(async () => (await kept(deleted)) === 1, 'the one far behind it stands on the topic', LONG);
    await deleteAll();
    release?.();
    await publish(established(left));
    await eventually(async () => (await counted([left])) === 1, 'what is left is counted', LONG);
    expect(await counted([held])).toBe(1);
    expect(await counted([deleted])).toBe(0);
    const { body } = await service.call<{ checks: { messages: { why: string } } }>('GET', '/health/ready');
    expect(body.checks.messages.why).toMatch(/messages of staff\.unit\[0\] were deleted before .+ read them/);
  });
});

/** Deletes everything from the topic, as its retention does with time. */
async function deleteAll(): Promise<void> {
  const admin = kafkaClient('hand', [testEndpoints().brokers]).admin();
  await admin.connect();
  const topic = `${service.topicPrefix}${TOPICS.unit.name}`;
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({
    topic,
    partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
  });
  await admin.disconnect();
}
