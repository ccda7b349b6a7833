import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceUnderTest } from '#testing';
import { plan, startApprovals, submit } from '../approvals.suite.js';

describe('the audit ledger', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await startApprovals();
    await Promise.all(Array.from({ length: 12 }, () => submit(service, { plan: plan() })));
  }, 60_000);
  afterAll(() => service.stop());

  const verify = async (as = ['auditor']) => service.call('GET', '/v1/audit/verification', { as });

  it('is whole after writers that came at once, and shown to auditors only', async () => {
    const { status, body } = await verify();
    expect([status, body]).toEqual([
      200,
      { valid: true, entries: 12, head: expect.stringMatching(/^[0-9a-f]{64}$/), firstBrokenEntry: null },
    ]);
    expect((await verify(['chairman'])).status).toBe(403);
  });

  it.each(['UPDATE audit_entry SET subject = subject', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
    'refuses even the superuser: %s',
    async sql => {
      await expect(service.database.query(sql)).rejects.toThrow('is written once');
    },
  );

  it('shows an entry that was edited past the trigger', async () => {
    const edit = (subject: string) =>
      service.database.query(`
        ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_is_insert_only;
        UPDATE audit_entry SET subject = '${subject}' WHERE seq = 7;
        ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_is_insert_only;`);
    await edit('somebody-else');
    expect((await verify()).body).toMatchObject({ valid: false, firstBrokenEntry: 7 });
    await edit('system');
    expect((await verify()).body).toMatchObject({ valid: true });
  });
});
