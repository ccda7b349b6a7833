import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { uuidFrom } from '#kernel';
import { AuditSealer, readConfig } from '#platform';
import { ServiceUnderTest, type Answer } from '#testing';
import { NationalIdSeal } from './national-id-seal.js';
import { batchFile, Registry } from './registry.suite.js';
import { staff } from './service.js';
import { StaffConfig } from './staff.config.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import { RenewNationalIdSealsHandler } from './use-cases/renew-national-id-seals.js';

const key = () => randomBytes(32).toString('base64');
const [NUMBER, OTHER] = ['014087001234', '014190005678'];
const [AN, BINH] = [uuidFrom('person', 'N-1'), uuidFrom('person', 'N-2')];

interface Shown {
  code?: string;
  nationalId?: string | null;
  personId?: string;
  rows?: number;
  errors?: { row: number; field: string; code: string; message: unknown }[];
  next?: string | null;
  items?: { id: string; nationalId?: string | null; purpose?: string; disclosedBy?: string }[];
}

describe('the national id of a person', () => {
  const first = key();
  let registry: Registry;
  let units: Record<string, string>;
  beforeAll(async () => {
    registry = await Registry.start('off', { NATIONAL_ID_KEY: first });
    await registry.importUnits();
    await apply(
      'N-1,Lò Văn An,appoint,03646,committee-chairman,,2025-01-01',
      'N-2,Lò Thị Bình,appoint,03649,committee-chairman,,2025-01-01',
    );
    const rows = await registry.query<{ code: string; id: string }>('SELECT code, id FROM unit');
    units = Object.fromEntries(rows.map(({ code, id }) => [code, id]));
  }, 120_000);
  afterAll(() => registry.stop());

  async function apply(...lines: string[]) {
    const { body } = await registry.upload(batchFile(...lines));
    await registry.release(body, { 'if-match': '"1"', 'idempotency-key': body.id });
    while (await registry.service.app.get(ApplyBatchChunkHandler, { strict: false }).execute());
  }
  interface As {
    as?: string;
    unit?: string;
    subject?: string;
  }
  const call = (method: string, path: string, body: object | undefined, { as = 'data-officer', unit, subject }: As) =>
    registry.service.call<Shown>(method, path, {
      as: [as],
      ...(subject ? { subject } : {}),
      ...(unit ? { units: [units[unit]!] } : {}),
      ...(body ? { body } : {}),
      headers: { 'idempotency-key': randomUUID() },
    });
  const record = (id: string, nationalId: string | null, who: As = {}) =>
    call('PUT', `/v1/people/${id}/national-id`, { nationalId }, who);
  const disclose = (id: string, purpose: string, who: As = {}) =>
    call('POST', `/v1/people/${id}/national-id-disclosures`, { purpose }, who);
  const find = (nationalId: string, who: As = {}) => call('POST', '/v1/national-id-searches', { nationalId }, who);
  const load = (...lines: string[]): Promise<Answer<Shown>> =>
    registry.service.call<Shown>('POST', '/v1/national-id-imports', {
      as: ['data-officer'],
      raw: { type: 'text/csv', content: `staffCode,nationalId\n${lines.join('\n')}\n` },
    });

  it('is kept, and shown to those who may see the person by its last three digits only', async () => {
    expect((await record(AN, NUMBER)).body).toEqual({ personId: AN, nationalId: '*********234' });
    for (const as of ['hr-officer', 'scheduler', 'auditor', 'data-officer']) {
      const one = await call('GET', `/v1/people/${AN}`, undefined, { as });
      expect([as, one.body.nationalId]).toEqual([as, '*********234']);
      const list = await call('GET', '/v1/people', undefined, { as });
      expect(list.body.items!.map(({ id, nationalId }) => [id, nationalId])).toEqual(
        expect.arrayContaining([
          [AN, '*********234'],
          [BINH, null],
        ]),
      );
      expect(JSON.stringify([one.body, list.body])).not.toContain(NUMBER);
    }
  });

  it('is shown in full for a purpose, which is kept with who asked', async () => {
    const asked = await disclose(AN, 'Hồ sơ quyết toán 12/2025', { subject: 'lan' });
    expect(asked.body).toEqual({ personId: AN, nationalId: NUMBER });
    expect(asked.headers.get('cache-control')).toBe('no-store');
    const { body } = await call('GET', `/v1/national-id-disclosures?personId=${AN}`, undefined, { as: 'auditor' });
    expect(body.items).toMatchObject([{ disclosedBy: 'lan', purpose: 'Hồ sơ quyết toán 12/2025' }]);
    expect((await disclose(AN, 'x')).status).toBe(400);
    expect((await disclose(BINH, 'purpose')).body.code).toBe('STAFF.NATIONAL_ID_UNKNOWN');
    await registry.service.app.get(AuditSealer, { strict: false }).seal();
    const trail = await registry.query<{ subject: string; object: string; result: string }>(
      `SELECT subject, object, result FROM audit_record WHERE action = 'POST /v1/people/:id/national-id-disclosures'`,
    );
    expect(trail).toEqual([{ subject: 'lan', object: AN, result: 'done' }]);
    await expect(registry.query('DELETE FROM national_id_disclosure')).rejects.toThrow('written once');
  });

  it('is listed page by page with whom it was shown to', async () => {
    await disclose(AN, 'Hồ sơ khác', { subject: 'mai' });
    const list = `/v1/national-id-disclosures?personId=${AN}&limit=1`;
    const former = await call('GET', list, undefined, { as: 'auditor' });
    const latter = await call('GET', `${list}&after=${former.body.next}`, undefined, { as: 'auditor' });
    const shown = [former, latter].map(({ body }) => body.items!.map(({ disclosedBy }) => disclosedBy));
    expect([shown, latter.body.next]).toEqual([[['lan'], ['mai']], null]);
  });

  it('is not shown when it cannot be put on record', async () => {
    await registry.query('ALTER TABLE national_id_disclosure ADD CONSTRAINT spec CHECK (disclosed_by <> $$nobody$$)');
    const { status, body } = await disclose(AN, 'purpose', { subject: 'nobody' });
    expect([status, JSON.stringify(body).includes(NUMBER)]).toEqual([500, false]);
    await registry.query('ALTER TABLE national_id_disclosure DROP CONSTRAINT spec');
  });

  it('is for the data officer of the person’s unit alone', async () => {
    for (const as of ['hr-officer', 'scheduler', 'reviewer', 'chairman', 'trainer', 'operator', 'auditor']) {
      const refused = [
        await record(AN, OTHER, { as }),
        await disclose(AN, 'purpose', { as }),
        await find(NUMBER, { as }),
      ];
      expect([as, refused.map(({ status }) => status)]).toEqual([as, [403, 403, 403]]);
    }
    const outside = { unit: '03649' };
    expect((await record(AN, OTHER, outside)).body.code).toBe('STAFF.PERSON_ID_UNKNOWN');
    expect((await disclose(AN, 'purpose', outside)).body.code).toBe('STAFF.PERSON_ID_UNKNOWN');
    expect((await find(NUMBER, outside)).body.code).toBe('STAFF.NATIONAL_ID_NOT_FOUND');
    expect((await find(NUMBER, { unit: '03646' })).body.personId).toBe(AN);
  });

  it('belongs to one person, also where the other one is out of sight', async () => {
    expect(await record(BINH, NUMBER, { unit: '03649' })).toMatchObject({
      status: 409,
      body: { code: 'STAFF.NATIONAL_ID_TAKEN' },
    });
    const seal = registry.service.app
      .get(NationalIdSeal, { strict: false })
      .close({ personId: BINH, nationalId: NUMBER });
    await expect(
      registry.query('INSERT INTO person_national_id (person_id, sealed, lookup, last_three) VALUES ($1, $2, $3, $4)', [
        BINH,
        seal.sealed,
        seal.lookup,
        '234',
      ]),
    ).rejects.toThrow('national_id_of_one_person');
    expect((await record(BINH, '12345')).status).toBe(400);
  });

  it('comes from a file whole or not at all, and no fault quotes a number', async () => {
    const wrong = await load(`N-1,${OTHER}`, `N-2,${NUMBER}`, `N-9,014300000001`, 'N-2,1234567', `N-1,${OTHER}`);
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors!.map(({ row, field, code }) => [row, field, code])).toEqual([
      [3, 'nationalId', 'STAFF.NATIONAL_ID_TAKEN'],
      [4, 'staffCode', 'STAFF.NATIONAL_ID_NOBODY'],
      [5, 'nationalId', 'STAFF.NATIONAL_ID_MALFORMED'],
      [6, 'staffCode', 'STAFF.NATIONAL_ID_TWICE'],
      [6, 'nationalId', 'STAFF.NATIONAL_ID_TWICE'],
    ]);
    expect(JSON.stringify(wrong.body)).not.toMatch(/\d{7}/);
    expect((await find(OTHER)).status).toBe(404);
    expect((await load(`N-1,${NUMBER}`, `N-2,${OTHER}`)).body).toEqual({ rows: 2 });
    expect((await find(OTHER)).body.personId).toBe(BINH);
  });

  it('is in no table, event or audit record in clear, nor as a hash that anybody could make', async () => {
    const tables = await registry.query<{ table: string }>(
      `SELECT table_name AS table FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const sha = (text: string) => createHash('sha256').update(text).digest('hex');
    const marks = [NUMBER, OTHER].flatMap(number => [
      number,
      Buffer.from(number).toString('hex'),
      Buffer.from(number).toString('base64'),
      sha(number),
      sha(`{"nationalId":"${number}"}`),
    ]);
    await registry.service.app.get(AuditSealer, { strict: false }).seal();
    const holding: string[] = [];
    for (const { table } of tables)
      for (const mark of marks)
        if (
          (await registry.query(`SELECT FROM "${table}" AS t WHERE t::text LIKE '%' || $1 || '%'`, [mark])).length > 0
        )
          holding.push(`${table}: ${mark}`);
    expect([holding, tables.length > 15]).toEqual([[], true]);
  });

  it('is sealed anew under a key that was put in front, and then the older one may go', async () => {
    const second = key();
    const withKeys = async <T>(keys: string, work: (service: ServiceUnderTest['app']) => Promise<T>) => {
      const seal = new NationalIdSeal(Object.assign(new StaffConfig(), { NATIONAL_ID_KEY: keys }));
      const ours = registry.service.app.get(NationalIdSeal, { strict: false });
      Object.assign(ours, seal);
      return work(registry.service.app);
    };
    await withKeys(`${second},${first}`, async app => {
      // Found and refused twice also before anything was sealed anew.
      expect((await find(NUMBER)).body.personId).toBe(AN);
      expect((await record(BINH, NUMBER)).body.code).toBe('STAFF.NATIONAL_ID_TAKEN');
      const renew = app.get(RenewNationalIdSealsHandler, { strict: false });
      expect([await renew.execute(), await renew.execute()]).toEqual([true, false]);
    });
    await withKeys(second, async () => {
      expect((await disclose(AN, 'purpose')).body.nationalId).toBe(NUMBER);
      expect((await find(OTHER)).body.personId).toBe(BINH);
    });
    await withKeys(first, async () => {
      expect((await disclose(AN, 'purpose')).status).toBe(500);
    });
    await withKeys(second, () => Promise.resolve());
  });

  it('is forgotten on its own, and with the name', async () => {
    expect((await record(BINH, null)).body).toEqual({ personId: BINH, nationalId: null });
    expect((await find(OTHER)).status).toBe(404);
    await apply('N-1,,leave,,,,2025-03-01');
    registry.service.app.get(StaffConfig, { strict: false }).ARCHIVE_YEARS = 0;
    const erased = await registry.service.call('POST', `/v1/people/${AN}/erasure`, {
      as: ['operator'],
      body: { decision: '5/QĐ-SNV' },
      headers: { 'if-match': '"2"', 'idempotency-key': randomUUID() },
    });
    expect(erased.status).toBe(200);
    expect(await registry.query('SELECT FROM person_national_id')).toEqual([]);
    expect((await record(AN, NUMBER)).body.code).toBe('STAFF.PERSON_ERASED');
  });

  it('is not taken where no key was set, and production does not start without one', async () => {
    const bare = await ServiceUnderTest.start(staff, { BACKGROUND_LOOPS: 'off' });
    const { status, body } = await bare.call<Shown>('POST', '/v1/national-id-searches', {
      as: ['data-officer'],
      body: { nationalId: NUMBER },
    });
    await bare.stop();
    expect([status, body.code]).toEqual([422, 'STAFF.NATIONAL_IDS_OFF']);
    const env = {
      DATABASE_URL: 'postgres://x',
      KAFKA_BROKERS: 'x:1',
      JWKS_URL: 'http://x:1',
      TOKEN_ISSUER: 'x',
      NODE_ENV: 'production',
    };
    expect(() => readConfig(StaffConfig, env)).toThrow('NATIONAL_ID_KEY');
    expect(readConfig(StaffConfig, { ...env, NATIONAL_ID_KEY: first }).NATIONAL_ID_KEY).toBe(first);
    expect(readConfig(StaffConfig, { ...env, NODE_ENV: 'development' }).NATIONAL_ID_KEY).toBeUndefined();
  });
});
