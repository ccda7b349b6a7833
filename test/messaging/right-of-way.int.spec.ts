// The relay gives way to single changes, too: what it has claimed stands before them. docs/adr/0042.
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#kernel';
import { MessageWatch, outgoing, RightOfWay, Transaction } from '#messaging';
import { eventually, ServiceUnderTest } from '#testing';
import { countingService, established } from './counting-service.js';

let service: ServiceUnderTest;
const claims: number[] = [];

beforeAll(async () => {
  service = await ServiceUnderTest.start(countingService);
  const watch = service.app.get(MessageWatch, { strict: false });
  watch.sent = messages => void claims.push(messages);
});
beforeEach(() => {
  claims.length = 0;
});
afterAll(() => service?.stop());

async function sendMany(): Promise<void> {
  const ids = Array.from({ length: 1_100 }, () => newId());
  await service.app.get(Transaction, { strict: false }).run(tx => {
    tx.publish(...ids.map(id => outgoing(established(id), { key: id, revision: 1, lane: 'batch' })));
    return Promise.resolve();
  });
  await eventually(() => claims.reduce((sum, claim) => sum + claim, 0) === ids.length, 'all are sent');
}

it('claims many while the way is free', async () => {
  await sendMany();
  expect(claims).toEqual([1_100]);
});

it('claims few while single changes pass', async () => {
  const way = service.app.get(RightOfWay, { strict: false });
  const passing = setInterval(() => way.take(), 50);
  try {
    way.take();
    await sendMany();
    expect(claims).toEqual([500, 500, 100]);
  } finally {
    clearInterval(passing);
  }
});
