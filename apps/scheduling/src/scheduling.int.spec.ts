import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DemandChanged, make, UnitEstablished } from '#contracts';
import { uuidFrom } from '#kernel';
import type { ServiceUnderTest } from '#testing';
import { FAR, group, programmeFile, receive, startScheduling, unitId } from './scheduling.suite.js';

interface Problem {
  status: number;
  code: string;
  errors?: { field: string; code: string; message: { vi: string } }[];
}

describe('the HTTP side of scheduling', () => {
  let service: ServiceUnderTest;
  const file = programmeFile();
  const programmeId = uuidFrom('programme', String(file['code']), Number(file['version']));
  const host = unitId('http-district');
  const commune = unitId('http-commune');
  beforeAll(async () => {
    service = await startScheduling();
  });
  afterAll(() => service.stop());
  const post = <Body = Problem>(path: string, body: unknown, headers = {}, as: string[] | undefined = ['scheduler']) =>
    service.call<Body>('POST', path, { as, body, headers });

  describe('programmes', () => {
    it('are adopted by a scheduler only', async () => {
      expect((await service.call('POST', '/v1/programmes', { body: file })).status).toBe(401);
      expect((await post('/v1/programmes', file, {}, ['trainer'])).status).toBe(403);
    });

    it('are adopted once', async () => {
      const first = await post<{ id: string }>('/v1/programmes', file);
      expect([first.status, first.body.id]).toEqual([201, programmeId]);
      const asText = { type: 'text/plain', content: JSON.stringify(file, null, 2) };
      const again = await service.call('POST', '/v1/programmes', { as: ['scheduler'], raw: asText });
      expect([again.status, again.body['id']]).toEqual([200, programmeId]);
      const { body } = await service.call('GET', `/v1/programmes/${programmeId}`, { as: ['auditor'] });
      expect(body).toMatchObject({ from: '2012-04-09', to: '2025-06-30', rules: { code: file['code'] } });
    });

    it('cannot change under the same version', async () => {
      const { status, body } = await post('/v1/programmes', {
        ...file,
        legalBasis: { ...(file['legalBasis'] as object), number: '1' },
      });
      expect([status, body.code]).toEqual([409, 'SCHEDULING.PROGRAMME_VERSION_TAKEN']);
    });

    it('are refused while another one is in force, by the database', async () => {
      const { status, body } = await post(
        '/v1/programmes',
        programmeFile({ inForce: { from: '2025-06-30', to: null } }),
      );
      expect([status, body.code]).toEqual([409, 'SCHEDULING.PROGRAMME_OVERLAP']);
      await expect(
        service.database.query(
          `INSERT INTO programme SELECT gen_random_uuid(), 'other', 1, valid, rules, 'x' FROM programme`,
        ),
      ).rejects.toThrow(/programme_one_in_force/);
      const next = await post('/v1/programmes', programmeFile({ inForce: { from: '2025-07-01', to: null } }));
      expect(next.status).toBe(201);
    });

    it('are refused with the place and the reason when they are wrong', async () => {
      const { status, body } = await post('/v1/programmes', { ...file, frequency: { timesPerYear: 'often' } });
      expect([status, body.code]).toEqual([422, 'PROGRAMME.INVALID']);
      expect(body.errors).toEqual([
        expect.objectContaining({ field: '/frequency/timesPerYear', code: 'PROGRAMME.WRONG_TYPE' }),
      ]);
      const broken = { type: 'text/plain', content: '{"code": ' };
      const text = await service.call<Problem>('POST', '/v1/programmes', { as: ['scheduler'], raw: broken });
      expect([text.status, text.body.errors?.[0]?.code]).toEqual([422, 'PROGRAMME.NOT_JSON']);
    });
  });

  describe('year plans', () => {
    const command = (changes = {}) => ({
      kind: 'year',
      programmeCode: file['code'],
      year: 2025,
      from: '2025-02-10',
      to: '2025-06-20',
      timeLimitSeconds: 5,
      ...changes,
    });
    const key = () => ({ 'idempotency-key': randomUUID() });
    let planId: string;

    beforeAll(async () => {
      const provinceUnitId = unitId('http-province');
      for (const [id, level, step] of [
        [host, 'district', 0],
        [commune, 'commune', 1],
      ] as const)
        await receive(
          service,
          make(UnitEstablished, {
            unitId: id,
            code: level,
            name: level,
            kind: level,
            level,
            parentUnitId: null,
            provinceUnitId,
            validFrom: '2025-01-01',
            longitude: FAR.longitude - 20 + step / 50,
            latitude: FAR.latitude,
          }),
          { key: id },
        );
      const groups = [group(programmeId, 80, { retraining: false, earliest: '2025-01-02', deadline: '2025-12-31' })];
      await receive(service, make(DemandChanged, { unitId: commune, deskStaff: 0, groups }), { key: commune });
    });

    it('need the role, the key and a window of the year', async () => {
      expect((await post('/v1/plans', command(), key(), ['reviewer'])).status).toBe(403);
      expect((await post('/v1/plans', command())).body.code).toBe('HTTP.IDEMPOTENCY_KEY_MISSING');
      expect((await post('/v1/plans', command({ from: '2024-12-01' }), key())).body.code).toBe(
        'SCHEDULING.WRONG_WINDOW',
      );
      expect((await post('/v1/plans', command({ kind: 'week' }), key())).status).toBe(400);
      expect((await post('/v1/plans', command({ programmeCode: 'none' }), key())).status).toBe(404);
    });

    it('are drafted once for one key, and once for one demand', async () => {
      const headers = key();
      const first = await post<{ id: string; status: string; summary: object }>('/v1/plans', command(), headers);
      expect(first.status).toBe(201);
      expect(first.headers.get('etag')).toBe('"1"');
      expect(first.body).toMatchObject({ status: 'draft', summary: { classes: 2, people: 80, unserved: 0 } });
      planId = first.body.id;
      expect((await post<{ id: string }>('/v1/plans', command(), headers)).body).toEqual(first.body);
      expect((await post<{ id: string }>('/v1/plans', command(), key())).body.id).toBe(planId);
      const { body } = await service.call('GET', `/v1/plans/${planId}`, { as: ['chairman'] });
      expect(body).toMatchObject({ unserved: [], certificate: { commune: { engine: expect.any(String) } } });
      expect(body['content']).toMatchObject({ classes: [{ hostUnitId: host }, { hostUnitId: host }] });
    });

    it('are submitted by the one who has read the present version', async () => {
      const path = `/v1/plans/${planId}/submission`;
      expect((await post(path, undefined, key())).status).toBe(428);
      expect((await post(path, undefined, { ...key(), 'if-match': '"7"' })).status).toBe(412);
      expect((await post(path, undefined, { 'if-match': '"1"' })).status).toBe(400);
      const unknown = `/v1/plans/${randomUUID()}/submission`;
      expect((await post(unknown, undefined, { ...key(), 'if-match': '"1"' })).status).toBe(404);
      const headers = { ...key(), 'if-match': '"1"' };
      const submitted = await post<object>(path, undefined, headers);
      expect([submitted.status, submitted.headers.get('etag')]).toEqual([200, '"2"']);
      expect((await post<object>(path, undefined, headers)).body).toEqual(submitted.body);
      const late = await post(path, undefined, { ...key(), 'if-match': '"2"' });
      expect([late.status, late.body.code]).toEqual([422, 'SCHEDULING.PLAN_NOT_DRAFT']);
    });

    it('keep to the yearly number of classes together', async () => {
      const groups = [group(programmeId, 550, { retraining: false, earliest: '2025-01-02', deadline: '2025-12-31' })];
      await receive(service, make(DemandChanged, { unitId: commune, deskStaff: 0, groups }), {
        key: commune,
        revision: 2,
      });
      const { body } = await post<{ summary: { classes: number; unserved: number } }>('/v1/plans', command(), key());
      expect(body.summary).toMatchObject({ classes: 10, unserved: 50 });
    });
  });
});
