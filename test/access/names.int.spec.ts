// Names stand in the registry only. Enrollment asks it in the name of whoever asks enrollment, and tells it whom a trainer teaches.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ServiceUnderTest } from '#testing';
import { enrollment } from '../../apps/enrollment/src/service.js';
import { staff } from '../../apps/staff/src/service.js';

const NUMBER = '2026-000001-7BF920';
const ids = { programme: randomUUID(), class: randomUUID(), an: randomUUID(), binh: randomUUID(), chi: randomUUID() };
const SHEET = `/v1/classes/${ids.class}/sessions/1/sheet?format=csv`;

describe('enrollment beside the registry', () => {
  let registry: ServiceUnderTest;
  let training: ServiceUnderTest;
  beforeAll(async () => {
    const quiet = { BACKGROUND_LOOPS: 'off', NANGLUC_BUSINESS_DATE: '2026-05-01' } as const;
    training = await ServiceUnderTest.start(enrollment, { ...quiet, STAFF_URL: 'http://127.0.0.1:9' });
    const { jwksUrl, issuer } = training.issuer;
    registry = await ServiceUnderTest.start(staff, { ...quiet, JWKS_URL: jwksUrl, TOKEN_ISSUER: issuer });
    await registry.database.query(
      `INSERT INTO person (id, staff_code, full_name, revision, status)
       VALUES ($1, 'SL-1', 'Lò Thị Ỹ', 1, 'serving'), ($2, 'SL-2', 'Cầm Văn Chi', 1, 'serving')`,
      [ids.an, ids.chi],
    );
    for (const personId of [ids.an, ids.binh])
      await training.database.query('INSERT INTO person_state (person_id, revision) VALUES ($1, 0)', [personId]);
    await training.database.query(
      `INSERT INTO training_class (id, plan_id, programme_id, class_type, purpose, host_unit_id, starts_on, ends_on, minimum, maximum, trainer)
       VALUES ($1, $2, $2, 'commune', 'year', $2, '2026-04-20', '2026-04-21', 0, 50, 'tester')`,
      [ids.class, ids.programme],
    );
    for (const personId of [ids.an, ids.binh])
      await training.database.query(
        `INSERT INTO seat (id, class_id, person_id, unit_id, desk, starts_on, status, granted_by, revision)
         VALUES ($1, $2, $1, $3, false, '2026-04-20', 'granted', 'reach', 1)`,
        [personId, ids.class, ids.programme],
      );
    await training.database.query(
      `INSERT INTO programme_rules (programme_id, code, version, valid, rules)
       VALUES ($1, 'spec', 1, '[2026-01-01,)', '{"title": {"vi": "Quyết định 654"}, "skills": []}')`,
      [ids.programme],
    );
    for (const [at, personId] of [ids.an, ids.binh].entries())
      await training.database.query(
        `INSERT INTO certificate (id, person_id, class_id, programme_id, unit_id, issued_on, number, valid_until)
         VALUES ($1, $1, $2, $3, $3, '2026-04-21', $4, '2027-04-21')`,
        [personId, ids.class, ids.programme, `${NUMBER.slice(0, -1)}${at}`],
      );
  });
  afterAll(() => Promise.all([registry.stop(), training.stop()]));
  const named = async (as: string, subject = 'tester', personIds = [ids.an, ids.chi]) => {
    // One issuer for both: the registry passes the token on.
    const token = await training.issuer.token({ subject, roles: [as] });
    const { status, body } = await registry.call<{ code?: string; items?: { fullName: string }[] }>(
      'POST',
      '/v1/person-names',
      { headers: { authorization: `Bearer ${token}` }, body: { personIds } },
    );
    return [status, body.code ?? body.items?.map(({ fullName }) => fullName).sort()];
  };
  const sheet = (as: string) => training.call<string>('GET', SHEET, { as: [as] });

  it('tells trainers no name while nobody says whom they teach', async () => {
    expect(await named('trainer')).toEqual([200, []]);
    Object.assign(registry.app.get(staff.config), { ENROLLMENT_URL: 'http://127.0.0.1:9' });
    expect(await named('trainer')).toEqual([502, 'HTTP.SERVICE_AWAY']);
    expect(await named('scheduler')).toEqual([200, ['Cầm Văn Chi', 'Lò Thị Ỹ']]);
  });

  it('says that the registry is away, and shows no sheet without it', async () => {
    expect(await sheet('trainer')).toMatchObject({ status: 502, body: { code: 'HTTP.SERVICE_AWAY' } });
  });

  it('fills the sheet of a session with the names that the registry has, for whoever may read them', async () => {
    Object.assign(training.app.get(enrollment.config), { STAFF_URL: registry.url });
    Object.assign(registry.app.get(staff.config), { ENROLLMENT_URL: training.url });
    const { status, headers, body } = await sheet('trainer');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(body.split('\r\n')).toEqual([
      expect.stringContaining('personId,staffCode,fullName,mark,reason'),
      `"${ids.binh}","","","",""`,
      `"${ids.an}","SL-1","Lò Thị Ỹ","",""`,
      '',
    ]);
    expect((await sheet('hr-officer')).status).toBe(403);
  });

  it('names to a trainer only who has a seat in a class that the account teaches', async () => {
    expect(await named('trainer')).toEqual([200, ['Lò Thị Ỹ']]);
    expect(await named('trainer', 'another')).toEqual([200, []]);
    expect(await named('trainer', 'tester', [ids.chi])).toEqual([200, []]);
    expect(await named('scheduler', 'another')).toEqual([200, ['Cầm Văn Chi', 'Lò Thị Ỹ']]);
    for (const role of ['hr-officer', 'auditor', 'operator']) expect((await named(role))[0]).toBe(403);
    const released = `UPDATE seat SET status = $2 WHERE person_id = $1`;
    await training.database.query(released, [ids.an, 'released']);
    expect(await named('trainer')).toEqual([200, []]);
    await training.database.query(released, [ids.an, 'granted']);
  });

  it('takes the sheet back as it is sent out, once filled in', async () => {
    const filled = (await sheet('trainer')).body.replaceAll(',"",""\r\n', ',"Có mặt",""\r\n');
    const send = (as: string) =>
      training.call('POST', `/v1/classes/${ids.class}/sessions/1/mark-imports`, {
        as: [as],
        raw: { type: 'text/csv', content: filled },
        headers: { 'idempotency-key': randomUUID() },
      });
    expect(await send('trainer')).toMatchObject({ status: 200, body: { rows: 2, corrected: 0 } });
    expect((await send('hr-officer')).status).toBe(403);
    expect((await sheet('scheduler')).body).toContain('"Lò Thị Ỹ","Có mặt",""');
  });

  it('prints certificates with the names of the registry, whatever letters and signs are in them', async () => {
    const print = (personIds: string[] | undefined, as = 'scheduler') =>
      training.call<string & { code: string }>('POST', `/v1/classes/${ids.class}/certificate-documents`, {
        as: [as],
        body: personIds ? { personIds } : {},
      });
    const printed = await print([ids.an]);
    expect([printed.status, printed.body.includes(`${NUMBER} Lò Thị Ỹ.pdf`)]).toEqual([200, true]);
    await registry.database.query('UPDATE person SET full_name = $1', ['Lò Thị Ỹ/../Ậu'.normalize('NFD')]);
    expect((await print([ids.an])).body).toContain(`${NUMBER} Lò Thị Ỹ..Ậu.pdf`);
    expect(await print([randomUUID()])).toMatchObject({ status: 404, body: { code: 'ENROLLMENT.NOT_CERTIFIED' } });
    expect(await print(undefined)).toMatchObject({ status: 422, body: { code: 'ENROLLMENT.NAME_UNKNOWN' } });
    await training.database.query('DELETE FROM certificate WHERE person_id = $1', [ids.binh]);
    expect((await print(undefined)).status).toBe(200);
    expect((await print([ids.an], 'trainer')).status).toBe(403);
  });
});
