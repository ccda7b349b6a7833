import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#testing';
import type { BatchView } from './database/batch-view.js';
import { batchFile, Registry } from './registry.suite.js';

let registry: Registry;
beforeAll(async () => {
  registry = await Registry.start('on');
  await registry.importUnits();
}, 120_000);
afterAll(() => registry.stop());

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
