// A message that was sent and not processed is found and named, and so is one that nobody has sent.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { TOPICS } from '#contracts';
import { newId } from '#kernel';
import { outgoing, Transaction } from '#messaging';
import { eventually, ServiceUnderTest } from '#testing';
import { verifyDelivery, type DeliveryReport } from '../../scripts/delivery/verify-delivery.js';
import { countingService, established } from './counting-service.js';

let service: ServiceUnderTest;
let database: pg.Pool;

beforeAll(async () => {
  service = await ServiceUnderTest.start(countingService);
  database = new pg.Pool({ connectionString: service.database.url, max: 1 });
});
afterAll(async () => {
  await database?.end();
  await service?.stop();
});

async function verify(settleSeconds = 0): Promise<DeliveryReport> {
  const [{ name }] = (await service.database.query<{ name: string }>(
    'SELECT DISTINCT consumer AS name FROM inbox',
  )) as [{ name: string }];
  const one = { name, database, topics: [TOPICS.unit.name] };
  return verifyDelivery([one], [one], { days: 1, settleSeconds });
}

/** Publishes one unit, waits until it is counted and written down as sent, and gives its message's id. */
async function delivered(): Promise<string> {
  const unit = established(newId());
  await service.app
    .get(Transaction, { strict: false })
    .run(tx => Promise.resolve(tx.publish(outgoing(unit, { key: unit.unitId, revision: 1 }))));
  const [{ id }] = await eventually(async () => {
    const rows = await service.database.query<{ id: string }>(
      `SELECT event_id AS id FROM inbox WHERE event_id = (SELECT (headers ->> 'ce_id')::uuid FROM sent_message WHERE key = $1)`,
      [unit.unitId],
    );
    return rows.length === 1 ? (rows as [{ id: string }]) : undefined;
  }, 'it is sent and processed');
  return id;
}

describe('the verification of deliveries', () => {
  it('finds everything whole, then the one message whose mark is gone, but not before it had time to arrive', async () => {
    const [, lost] = [await delivered(), await delivered()];
    const whole = await verify();
    expect(whole.deliveries).toMatchObject([{ sent: 2, processed: 2, dead: 0, missing: [] }]);
    expect([...whole.strangers.values()]).toEqual([0]);

    const mark = await service.database.query('DELETE FROM inbox WHERE event_id = $1 RETURNING *', [lost]);
    expect(mark).toHaveLength(1);
    const { deliveries } = await verify();
    expect(deliveries[0]?.missing.map(({ id, topic }) => [id, topic])).toEqual([[lost, TOPICS.unit.name]]);
    expect((await verify(3600)).deliveries).toMatchObject([{ onTheWay: 1, missing: [] }]);
  });

  it('finds what was processed and never sent', async () => {
    const id = await delivered();
    await service.database.query(`DELETE FROM sent_message WHERE headers ->> 'ce_id' = $1`, [id]);
    expect([...(await verify()).strangers.values()]).toEqual([1]);
    expect([...(await verify(3600)).strangers.values()]).toEqual([0]);
  });
});
