import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { RightOfWay } from '#messaging';
import { eventually } from '#testing';
import type { BatchView } from './database/batch-view.js';
import { batchFile, Registry } from './registry.suite.js';

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start('on');
  await registry.importUnits();
}, 120_000);
afterAll(() => registry.stop());

const MOVE = {
  action: 'reassign',
  unitCode: 'SNV',
  post: 'office-specialist',
  duties: ['one-stop'],
  cause: 'rotation',
  effectiveDate: '2025-02-01',
  decision: '77/QĐ',
};

describe('the release loop', () => {
  it('applies a released batch by itself', async () => {
    const lines = Array.from(
      { length: 40 },
      (_each, n) => `SL-${n},Tòng Thị ${n},appoint,SNV,office-specialist,,2025-01-01`,
    );
    const { body: batch } = await registry.upload(batchFile(...lines));
    await registry.release(batch, { 'if-match': '"1"', 'idempotency-key': 'r' });
    const path = `/v1/reassignment-batches/${batch.id}`;
    const released = await eventually(async () => {
      const { body } = await registry.service.call<BatchView>('GET', path, { as: ['auditor'] });
      return body.status === 'released' && body;
    }, 'the batch is released');
    expect(released).toMatchObject({ rows: 40, appliedRows: 40, releasedBy: 'tester' });
    const list = await registry.service.call('GET', '/v1/reassignment-batches', { as: ['operator'] });
    expect(list.body).toEqual({ items: [released] });
  });
});

describe('a release beside changes by hand', () => {
  it('gives way to them, and they not to it', async () => {
    const way = registry.service.app.get(RightOfWay, { strict: false });
    expect(way.isTaken).toBe(false);
    const { status } = await registry.service.call('POST', `/v1/people/${uuidFrom('person', 'SL-1')}/reassignments`, {
      as: ['hr-officer'],
      body: MOVE,
      headers: { 'idempotency-key': 'h' },
    });
    expect([status, way.isTaken]).toEqual([201, true]);
  });

  it('goes in small chunks', async () => {
    const way = registry.service.app.get(RightOfWay, { strict: false });
    const hand = setInterval(() => way.take(), 50);
    try {
      const lines = Array.from(
        { length: 900 },
        (_each, n) => `G-${n},Lò Thị ${n},appoint,SNV,office-specialist,,2025-01-01`,
      );
      const { body: batch } = await registry.upload(batchFile(...lines));
      const { status } = await registry.service.call('POST', `/v1/reassignment-batches/${batch.id}/release`, {
        as: ['operator'],
        subject: 'minh',
        headers: { 'if-match': '"1"', 'idempotency-key': 'g' },
      });
      expect(status).toBe(202);
      await eventually(async () => {
        const { body } = await registry.service.call<BatchView>('GET', `/v1/reassignment-batches/${batch.id}`, {
          as: ['auditor'],
        });
        return body.status === 'released';
      }, 'the batch is released');
      const chunks = await registry.service.database.query<{ rows: number }>(
        `SELECT count(*)::int AS rows FROM published WHERE data ->> 'batchId' = $1 GROUP BY xmin ORDER BY min(n)`,
        [batch.id],
      );
      expect(chunks.map(({ rows }) => rows)).toEqual([500, 400]);
    } finally {
      clearInterval(hand);
    }
  });
});

describe('the description of the API', () => {
  it('names every route and the parameters of an upload', async () => {
    const { body } = await registry.service.call<{
      paths: Record<string, { post?: { parameters?: { name: string }[] } }>;
    }>('GET', '/docs-json');
    expect(
      Object.keys(body.paths)
        .filter(path => path.startsWith('/v1/'))
        .sort(),
    ).toEqual(
      expect.arrayContaining([
        '/v1/people/{id}/reassignments',
        '/v1/reassignment-batches',
        '/v1/unit-changes',
        '/v1/units',
      ]),
    );
    const parameters = body.paths['/v1/reassignment-batches']?.post?.parameters;
    expect(parameters?.map(({ name }) => name)).toEqual([
      'name',
      'cause',
      'decision',
      'effectiveDate',
      'dryRun',
      'Prefer',
    ]);
  });
});
