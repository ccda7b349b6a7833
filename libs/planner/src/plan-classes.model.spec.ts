import { describe, expect, it } from '@jest/globals';
import { sonLaProblem } from './fixtures/son-la-problem.js';
import { checkPlan, planClasses, type ClassPlan, type PlanningProblem } from './index.js';

const base = sonLaProblem(5, 1, 4, 24);

async function planned(change: Partial<PlanningProblem>): Promise<ClassPlan> {
  const problem = { ...base, ...change };
  const plan = await planClasses(problem);
  expect(checkPlan(problem, plan)).toEqual([]);
  return plan;
}

describe('what a plan respects', () => {
  it('holds a pinned class where and when it is wanted, or says that it cannot', async () => {
    const pin = { hostUnitId: '03694', startsOn: '2026-05-04', endsOn: '2026-05-06' };
    const plan = await planned({ pinned: [pin] });
    expect(plan.classes.map(c => `${c.hostUnitId} ${c.startsOn}`)).toContain('03694 2026-05-04');
    expect(plan.unmetPins).toEqual([]);
    const onSunday = { ...pin, startsOn: '2026-05-03' };
    expect((await planned({ pinned: [onSunday] })).unmetPins).toEqual([onSunday]);
  });

  it('plans around frozen classes: their hosts, trainers and desks', async () => {
    const free = await planned({});
    const [first] = free.classes;
    const desks = base.units.map(u => ({ unitId: u.id, deskOfficers: 1 }));
    const plan = await planned({ frozen: [{ ...first!, desks }] });
    const overlapping = plan.classes.filter(c => c.startsOn <= first!.endsOn && c.endsOn >= first!.startsOn);
    expect(overlapping.flatMap(c => c.seats).filter(s => s.deskOfficers > 0)).toEqual([]);
    expect(plan.totals.people).toBe(120);
  });

  it('gives every class a trainer who teaches it, and no trainer more days than agreed', async () => {
    const groups = base.groups.map((g, i) => ({ ...g, skill: i < 12 ? 'planning' : 'reporting' }));
    const trainers = [
      { id: 'a', skills: ['planning'], closedDates: [], mostDays: 6 },
      { id: 'b', skills: ['reporting'], closedDates: [], mostDays: 3 },
      { id: 'c', closedDates: [], mostDays: 6 },
    ];
    const plan = await planned({ groups, trainers });
    expect(plan.unserved).toEqual([]);
    expect(plan.classes).toHaveLength(4);
  });

  it('keeps people of an area in that area, and units together', async () => {
    const areaOf = (i: number): string => (i % 24 < 12 ? 'north' : 'south');
    const units = base.units.map((u, i) => ({ ...u, area: areaOf(i) }));
    const hosts = base.hosts.map((h, i) => ({ ...h, area: areaOf(i) }));
    expect((await planned({ units, hosts, mixing: 'area' })).totals.people).toBe(120);
    // A busy machine gets the time to find what it finds at once when idle.
    const together = await planned({ unitsTogether: true, timeLimitSeconds: 30 });
    expect(together.totals).toMatchObject({ people: 120, classes: 3 });
  });

  it('travels by the roads that were given, and weighs nights', async () => {
    const straight = await planned({});
    const [first] = straight.classes;
    const distances = base.units.map(u => ({ fromUnitId: u.id, toUnitId: first!.hostUnitId, km: 400 }));
    const detour = await planned({ distances });
    expect(detour.classes.map(c => c.hostUnitId)).not.toContain(first!.hostUnitId);
    const nights = await planned({ overnight: { beyondKm: 30, kmPerNight: 100 } });
    expect(nights.totals.nights).toBeGreaterThan(0);
    expect(nights.totals.travel).toBeCloseTo(nights.totals.personKm + 100 * nights.totals.nights, 5);
    expect(nights.totals.nights).toBeLessThanOrEqual(
      (await planned({ overnight: { beyondKm: 30, kmPerNight: 0 } })).totals.nights,
    );
  });

  it('holds exactly as many classes as are asked for, with seats kept free', async () => {
    expect((await planned({ classCount: 4 })).classes).toHaveLength(4);
    const kept = await planned({ classType: { code: 'commune', minimum: 30, maximum: 50, reservedSeats: 10 } });
    expect(Math.max(...kept.classes.map(c => c.seats.reduce((n, s) => n + s.people, 0)))).toBeLessThanOrEqual(40);
  });

  it('shortens the longest way when fairness may cost something', async () => {
    const longest = ({ classes }: ClassPlan): number => {
      const place = new Map(base.units.map(u => [u.id, u]));
      return Math.max(
        ...classes.flatMap(c =>
          c.seats.map(s => {
            const [a, b] = [place.get(s.unitId)!, place.get(c.hostUnitId)!];
            return Math.hypot((a.longitude ?? 0) - (b.longitude ?? 0), (a.latitude ?? 0) - (b.latitude ?? 0));
          }),
        ),
      );
    };
    const [plain, fair] = [await planned({}), await planned({ fairnessSlack: 0.2 })];
    expect(longest(fair)).toBeLessThanOrEqual(longest(plain));
    expect(fair.totals.travel).toBeLessThanOrEqual(plain.totals.travel * 1.2001);
  });
});
