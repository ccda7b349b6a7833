// The relay takes the next claim while one is on its way: neither may overtake the other, and none may be forgotten.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#kernel';
import { armFailpoints, outgoing, Transaction } from '#messaging';
import { eventually, ServiceUnderTest } from '#testing';
import { countingService, established } from './counting-service.js';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await ServiceUnderTest.start(countingService, { RELAY_ROWS: 2 });
});
afterEach(() => armFailpoints(undefined));
afterAll(() => service?.stop());

/** Publishes so many units at once, in claims of two, and gives their ids in the order of the outbox. */
async function publish(howMany: number): Promise<string[]> {
  const ids = Array.from({ length: howMany }, () => newId());
  await service.app.get(Transaction, { strict: false }).run(tx => {
    tx.publish(...ids.map(id => outgoing(established(id), { key: id, revision: 1 })));
    return Promise.resolve();
  });
  return ids;
}

const counted = async (ids: string[]): Promise<string[]> => {
  const rows = await service.database.query<{ id: string }>(
    'SELECT unit_id AS id FROM counted WHERE unit_id = ANY($1) ORDER BY seq',
    [ids],
  );
  return rows.map(({ id }) => id);
};

describe('a claim that is taken ahead', () => {
  it('is given back when the one before it fails, and sent behind it', async () => {
    let claims = 0;
    let isRefused = false;
    armFailpoints(async point => {
      claims += point === 'relay.claimed' ? 1 : 0;
      if (point !== 'relay.sending' || isRefused) return;
      isRefused = true;
      // Not before the next claim is taken: it must be the one that is given back.
      await eventually(() => claims >= 2, 'the next claim is taken');
      throw new Error('the broker refused');
    });
    const ids = await publish(7);
    await eventually(async () => (await counted(ids)).length >= ids.length, 'all are counted', { timeoutMs: 40_000 });
    expect(await counted(ids)).toEqual(ids);
  });

  it('is sent only when the one before it is acknowledged', async () => {
    let isFirst = true;
    let claims = 0;
    armFailpoints(async point => {
      claims += point === 'relay.claimed' ? 1 : 0;
      if (point !== 'relay.sending' || !isFirst) return;
      isFirst = false;
      await eventually(() => claims >= 2, 'the next claim is taken');
    });
    const ids = await publish(7);
    await eventually(async () => (await counted(ids)).length >= ids.length, 'all are counted', { timeoutMs: 40_000 });
    expect(await counted(ids)).toEqual(ids);
    expect(claims).toBeGreaterThanOrEqual(4);
  });
});
