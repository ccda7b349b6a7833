import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { Transaction } from '#messaging';
import type { BatchView } from './database/batch-view.js';
import { readBasis } from './database/recheck-batch.js';
import { batchFile, Registry } from './registry.suite.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';

describe('a release of rows that stand as they were checked', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await Registry.start();
    await registry.importUnits();
    await release(await uploaded('SL-1,A,appoint,SNV,director,,2025-02-01'));
  }, 120_000);
  afterAll(() => registry.stop());

  const of = <Handler>(type: new (...none: never[]) => Handler): Handler =>
    registry.service.app.get(type, { strict: false });
  const uploaded = async (...lines: string[]): Promise<BatchView> => (await registry.upload(batchFile(...lines))).body;
  const isAsChecked = async ({ id }: BatchView) => (await of(Transaction).run(tx => readBasis(tx, id))).isAsChecked;
  async function release(batch: BatchView): Promise<void> {
    const answer = await registry.release(batch, { 'if-match': '"1"', 'idempotency-key': batch.id });
    expect(answer.status).toBe(202);
    while (await of(ApplyBatchChunkHandler).execute());
  }

  it('knows that nobody of them changed, and nobody came', async () => {
    const batch = await uploaded(
      'SL-1,A,reassign,SNV,deputy-director,,2025-03-01',
      'SL-2,B,appoint,SNV,office-specialist,,2025-03-01',
      'SL-2,B,reassign,SNV,director,,2025-04-01',
    );
    expect(await isAsChecked(batch)).toBe(true);
    await registry.query('UPDATE person SET revision = revision + 1 WHERE id = $1', [uuidFrom('person', 'SL-1')]);
    expect(await isAsChecked(batch)).toBe(false);
  });

  it('notices somebody who was unknown to the check', async () => {
    const batch = await uploaded('SL-3,C,appoint,SNV,office-specialist,,2025-03-01');
    await release(await uploaded('SL-3,C,appoint,SNV,office-specialist,,2025-05-01'));
    expect(await isAsChecked(batch)).toBe(false);
  });

  it('notices a unit that has got another name', async () => {
    const batch = await uploaded('SL-1,A,reassign,SNV,deputy-director,,2025-03-01');
    await registry.query(`UPDATE unit_name SET name = name || ' mới' WHERE code = 'SNV'`);
    expect(await isAsChecked(batch)).toBe(false);
  });

  it('does not know it of a batch whose check kept nothing', async () => {
    const batch = await uploaded('SL-1,A,reassign,SNV,deputy-director,,2025-03-01');
    await registry.query('UPDATE reassignment_row SET checked_revision = NULL WHERE batch_id = $1', [batch.id]);
    expect(await isAsChecked(batch)).toBe(false);
    await release(batch);
  });
});
