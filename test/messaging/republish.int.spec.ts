// What was sent can be sent again: for a consumer that missed it, and for one that is new.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS, type UnitEstablished } from '#contracts';
import { newId } from '#kernel';
import { kafkaClient, outgoing, Transaction } from '#messaging';
import { eventually, ServiceUnderTest, testEndpoints } from '#testing';
import { countingService, established } from './counting-service.js';

const TOPIC = TOPICS.unit.name;

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await ServiceUnderTest.start(countingService);
});
afterAll(() => service?.stop());

const counted = async (ids: string[], on = service): Promise<Map<string, number>> => {
  const rows = await on.database.query<{ id: string; n: number }>(
    'SELECT unit_id AS id, count(*)::int AS n FROM counted WHERE unit_id = ANY($1) GROUP BY 1',
    [ids],
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
};

/** Publishes units, each in a transaction of its own, and waits until they are counted. */
async function countedUnits(howMany: number): Promise<string[]> {
  const transaction = service.app.get(Transaction, { strict: false });
  const units = Array.from({ length: howMany }, () => established(newId()));
  for (const unit of units) await transaction.run(tx => Promise.resolve(tx.publish(told(unit))));
  const ids = units.map(({ unitId }) => unitId);
  await eventually(async () => (await counted(ids)).size === howMany, 'all are counted');
  return ids;
}

const told = (unit: UnitEstablished) => outgoing(unit, { key: unit.unitId, revision: 1 });

const republish = (body: object, key = newId()) =>
  service.call<{ id: string; code: string }>('POST', '/v1/republications', {
    as: ['operator'],
    headers: { 'idempotency-key': key },
    body,
  });

async function finished(id: string): Promise<{ messages: number }> {
  return eventually(async () => {
    const { body } = await service.call<{ messages: number; finishedAt: string | null }>(
      'GET',
      `/v1/republications/${id}`,
      { as: ['operator'] },
    );
    return body.finishedAt ? body : undefined;
  }, 'the republication is finished');
}

describe('a republication', () => {
  it('reaches who missed a message, and is counted by nobody twice', async () => {
    const ids = await countedUnits(3);
    const missed = ids[1] ?? '';
    await service.database.query('DELETE FROM counted WHERE unit_id = $1', [missed]);
    await service.database.query(
      `DELETE FROM inbox WHERE event_id = (SELECT (headers ->> 'ce_id')::uuid FROM sent_message WHERE key = $1)`,
      [missed],
    );
    const kept = await service.database.query('SELECT seq FROM sent_message ORDER BY seq');
    const { status, body } = await republish({ topic: TOPIC, reason: 'Thử gửi lại' });
    expect(status).toBe(202);
    expect((await finished(body.id)).messages).toBe(3);
    await eventually(async () => (await counted([missed])).size === 1, 'the missed one is counted');
    const last = (await countedUnits(1))[0] ?? '';
    // The last one came behind all that was sent again, so nothing is on its way any more.
    expect([...(await counted([...ids, last])).values()]).toEqual([1, 1, 1, 1]);
    expect(await service.database.query('SELECT seq FROM sent_message ORDER BY seq')).toHaveLength(kept.length + 1);
  });

  it('lets a consumer start from nothing when the topic holds nothing any more', async () => {
    const ids = await countedUnits(2);
    await deleteAll();
    const late = await ServiceUnderTest.start(countingService, { KAFKA_TOPIC_PREFIX: service.topicPrefix });
    try {
      const { body } = await republish({ reason: 'Bên nhận mới' });
      await finished(body.id);
      await eventually(async () => (await counted(ids, late)).size === 2, 'the new one has counted them', {
        timeoutMs: 40_000,
      });
      expect([...(await counted(ids, late)).values()]).toEqual([1, 1]);
    } finally {
      await late.stop();
    }
  });

  it('can be narrowed to one aggregate and to a time, and is one job for one Idempotency-Key', async () => {
    const [one] = await countedUnits(2);
    const key = newId();
    const [first, second] = [
      await republish({ key: one, reason: 'một' }, key),
      await republish({ key: one, reason: 'một' }, key),
    ];
    expect(second.body).toEqual(first.body);
    expect((await finished(first.body.id)).messages).toBe(1);
    const future = await republish({ from: '2999-01-01T00:00:00Z', reason: 'mai sau' });
    expect([future.status, future.body.code]).toEqual([422, 'REPUBLICATION.NOTHING_KEPT']);
    expect((await republish({ from: 'hôm qua', reason: 'sai ngày' })).status).toBe(400);
  });

  it('is for operators', async () => {
    const as = async (role: string): Promise<number> => {
      const headers = { 'idempotency-key': newId() };
      return (await service.call('POST', '/v1/republications', { as: [role], headers, body: { reason: 'abc' } }))
        .status;
    };
    expect(await Promise.all([as('scheduler'), as('auditor')])).toEqual([403, 403]);
    expect((await service.call('GET', '/v1/republications')).status).toBe(401);
  });
});

async function deleteAll(): Promise<void> {
  const admin = kafkaClient('spec', [testEndpoints().brokers]).admin();
  await admin.connect();
  const topic = `${service.topicPrefix}${TOPIC}`;
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({
    topic,
    partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
  });
  await admin.disconnect();
}
