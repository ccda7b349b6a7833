import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClassChanged, make, type ClassChange } from '#contracts';
import type { ServiceUnderTest } from '#testing';
import { idOf } from '../events.suite.js';
import { receive, startReporting } from '../reporting.suite.js';
import { tellSmallWorld } from '../small-world.suite.js';

describe('figures of a small world, against counts by hand', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await startReporting();
    await tellSmallWorld(service);
  }, 60_000);
  afterAll(() => service.stop());

  const get = async <Body = Record<string, unknown>>(path: string) => {
    const answer = await service.call<Body>('GET', path, { as: ['hr-officer'] });
    expect(answer.status).toBe(200);
    return answer.body;
  };

  it('totals', async () => {
    const figures = await get('/v1/figures');
    expect(figures).toEqual({
      people: 6, // Em left
      dutiesOpen: 5, // An r, Binh y, Binh r, Dung y, Hoa r
      dutiesFulfilled: 2, // An y, Chi y
      dutiesWaived: 1, // Em y
      seated: 2, // An, Dung
      waiting: 2, // Binh, Hoa
      certificates: 2, // An c, Chi c2; that of Dung is void
      coverageTrained: 2 / 7,
      coverageSecured: 3 / 5, // An, Chi, Dung of these and Binh, Hoa
      duties: [
        { programmeCode: 'decision-654', kind: 'retraining', period: null, open: 3, fulfilled: 0, waived: 0 },
        { programmeCode: 'decision-654', kind: 'yearly', period: 2025, open: 2, fulfilled: 2, waived: 1 },
      ],
      lastChangedAt: expect.any(String),
    });
  });

  it('totals of a period, a kind, a programme, a unit', async () => {
    expect(await get('/v1/figures?period=2025')).toMatchObject({
      people: 6,
      dutiesOpen: 2,
      dutiesFulfilled: 2,
      dutiesWaived: 1,
      seated: 1,
      waiting: 1,
      certificates: 2,
      coverageTrained: 0.5,
      coverageSecured: 3 / 4,
    });
    expect(await get('/v1/figures?kind=retraining')).toMatchObject({
      dutiesOpen: 3,
      dutiesFulfilled: 0,
      seated: 1,
      waiting: 2,
      coverageTrained: 0,
      coverageSecured: 1 / 3,
    });
    expect(await get('/v1/figures?programmeCode=two-tier')).toMatchObject({
      people: 6,
      dutiesOpen: 0,
      certificates: 0,
      coverageTrained: null,
      coverageSecured: null,
      duties: [],
    });
    expect(await get(`/v1/figures?unitId=${idOf('X')}`)).toMatchObject({
      people: 3,
      dutiesOpen: 1,
      dutiesFulfilled: 1,
      seated: 1,
      waiting: 0,
      certificates: 1,
      coverageSecured: 1,
    });
  });

  it('of units: a commune counts what its predecessors fulfilled, the province everything', async () => {
    const { items } = await get<{ items: Record<string, unknown>[] }>('/v1/figures/units');
    expect(items.map(({ code }) => code)).toEqual(['P', 'X', 'C']); // A, B and D ended
    const { lastChangedAt: _at, duties: _duties, ...totals } = await get('/v1/figures');
    expect(items[0]).toMatchObject(totals);
    const communes = await get<{ items: Record<string, unknown>[] }>('/v1/figures/units?level=commune');
    expect(communes.items).toEqual([
      {
        unitId: idOf('C'),
        code: 'C',
        name: 'Đơn vị C',
        level: 'commune',
        parentUnitId: idOf('P'),
        validFrom: '2020-01-01',
        people: 3,
        dutiesOpen: 4,
        dutiesFulfilled: 1,
        dutiesWaived: 1,
        seated: 1,
        waiting: 2,
        certificates: 1,
        coverageTrained: 1 / 5,
        coverageSecured: 1 / 3,
      },
    ]);
  });

  it('of the merger batch', async () => {
    expect(await get(`/v1/batches/${idOf('merger')}/effect`)).toEqual({
      batchId: idOf('merger'),
      appointed: 0,
      reassigned: 3,
      left: 1,
      dutiesOpened: 2,
      dutiesCoalesced: 1,
      dutiesMoved: 1,
      dutiesWaived: 1,
      seated: 1,
      waiting: 2,
      lastChangedAt: expect.any(String),
    });
    expect(await get(`/v1/batches/${idOf('rotation')}/effect`)).toMatchObject({ reassigned: 1, dutiesOpened: 1 });
    expect(await get(`/v1/batches/${idOf('nobody')}/effect`)).toMatchObject({ reassigned: 0, lastChangedAt: null });
  });

  it('of classes and plans', async () => {
    expect(await get('/v1/classes')).toMatchObject({
      items: [{ classId: idOf('class'), hostUnitName: 'Đơn vị C', startsOn: '2025-08-04', maximum: 50, granted: 2 }],
      next: null,
    });
    expect(await get('/v1/plans')).toMatchObject({
      items: [{ planId: idOf('plan'), status: 'approved', people: 40, unserved: 3, personKm: 812.5, openedClasses: 1 }],
    });
  });

  it('of a class that was postponed and enlarged, and of one that was given up', async () => {
    const changed = (change: ClassChange, maximum: number, revision: number) => ({
      event: make(ClassChanged, {
        classId: idOf('class'),
        change,
        startsOn: '2025-08-11',
        endsOn: '2025-08-13',
        maximum,
      }),
      revision,
    });
    await receive(service, changed('postponed', 50, 1), changed('enlarged', 53, 2));
    expect(await get('/v1/classes')).toMatchObject({
      items: [{ startsOn: '2025-08-11', endsOn: '2025-08-13', maximum: 53, status: 'open', change: 'enlarged' }],
    });
    await receive(service, changed('cancelled', 53, 3));
    expect(await get('/v1/classes')).toMatchObject({ items: [{ status: 'cancelled', change: 'cancelled' }] });
  });

  it('are for accounts only, and unknown filters are refused', async () => {
    expect((await service.call('GET', '/v1/figures')).status).toBe(401);
    expect((await service.call('GET', '/v1/figures?perod=2025', { as: ['auditor'] })).status).toBe(400);
  });
});
