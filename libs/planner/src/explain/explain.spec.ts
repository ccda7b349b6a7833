import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { explainPool, explainUnserved, planClasses, priceOf, variationsOf, whyHere } from '../index.js';
import type { ClassPlan, PlanningProblem, Statement } from '../index.js';

/** What these tests say word for word, in both languages; read it as an approver would. */
const golden = JSON.parse(readFileSync(new URL('./explain.golden.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
>;

const NAMES: Record<string, string> = { sopcop: 'Sốp Cộp', songma: 'Sông Mã', maison: 'Mai Sơn' };
const nameOf = (id: string): string => NAMES[id] ?? id;
const said = (statements: Statement[]): string[][] => statements.map(s => [s.text.vi, s.text.en]);

/** Three places on a road, 40 km apart; classes of 3 to 4 people, a day each. */
const problem: PlanningProblem = {
  classType: { code: 'commune', minimum: 3, maximum: 4 },
  units: ['sopcop', 'songma', 'maison'].map((id, i) => ({
    id,
    deskStaff: 3,
    longitude: 103.5 + i * 0.3,
    latitude: 21,
  })),
  groups: [
    { id: 'a', unitId: 'sopcop', people: 3, deskOfficers: 1, earliest: '2026-03-02', deadline: '2026-03-06' },
    { id: 'b', unitId: 'songma', people: 4, deskOfficers: 2, earliest: '2026-03-02', deadline: '2026-03-06' },
  ],
  hosts: ['sopcop', 'songma'].map((unitId, i) => ({ unitId, longitude: 103.5 + i * 0.3, latitude: 21 })),
  calendar: { from: '2026-03-02', to: '2026-03-06', closedDates: [], daysPerClass: 1, gapDaysBetweenWaves: 0 },
  quota: 3,
  deskRule: { share: 0.34, atLeast: 1 },
  roadFactor: 1.35,
  nearestHosts: 3,
  reachKm: null,
  timeLimitSeconds: 5,
};

const handMade = (first: number, second: number): ClassPlan => ({
  classes: [
    {
      hostUnitId: 'sopcop',
      startsOn: '2026-03-02',
      endsOn: '2026-03-02',
      seats: [
        { groupId: 'a', unitId: 'sopcop', people: 3, deskOfficers: 1 },
        { groupId: 'b', unitId: 'songma', people: first, deskOfficers: 1 },
      ],
    },
    {
      hostUnitId: 'songma',
      startsOn: '2026-03-03',
      endsOn: '2026-03-03',
      seats: [{ groupId: 'b', unitId: 'songma', people: second, deskOfficers: 1 }],
    },
  ],
  unserved: [],
  unmetPins: [],
  bounds: { mostPeople: 7, fewestClasses: 2, kilometres: 0, proof: null },
  totals: { people: 7, classes: 2, personKm: 0, nights: 0, travel: 0, gap: 0, worstUnitKm: 0 },
  certificate: { inputHash: '', engine: '', solverVersion: '', seconds: 0, optimal: false, cutShort: false },
});

describe('an explanation', () => {
  it('names the hole a pool falls into, and the nearest ways out of it', () => {
    const yenChau = explainPool(56, { minimum: 30, maximum: 50 }, [{ name: 'Mai Sơn', people: 88, km: 24.6 }]);
    const sopCop = explainPool(24, { minimum: 30, maximum: 50 }, [
      { name: 'Sông Mã', people: 57, km: 31 },
      { name: 'Mai Sơn', people: 70, km: 82.4 },
    ]);
    expect({ yenChau: said(yenChau), sopCop: said(sopCop) }).toEqual(golden['pool']);
    expect(explainPool(60, { minimum: 30, maximum: 50 }, [])).toEqual([]);
  });

  it.each<[string, Partial<PlanningProblem>]>([
    ['quota', { quota: 1 }],
    ['below-minimum', { groups: problem.groups.map(g => ({ ...g, people: 1, deskOfficers: 0 })) }],
    ['no-date', { groups: problem.groups.map(g => ({ ...g, earliest: '2026-03-07', deadline: '2026-03-08' })) }],
    ['no-host', { hosts: problem.hosts.map(h => ({ ...h, room: 2 })) }],
    ['out-of-reach', { hosts: problem.hosts.slice(0, 1), reachKm: 20, groups: problem.groups.slice(1) }],
    [
      'desk-rule',
      { deskRule: { share: 0, atLeast: 0 }, groups: problem.groups.map(g => ({ ...g, deskOfficers: g.people })) },
    ],
    ['trainers', { trainers: [{ id: 't', closedDates: [], mostDays: 0 }] }],
  ])('says why people have no seat: %s', async (reason, change) => {
    const changed = { ...problem, ...change };
    const plan = await planClasses(changed);
    expect(new Set(plan.unserved.map(u => u.reason))).toEqual(new Set([reason]));
    expect(said(explainUnserved(changed, plan, nameOf))).toEqual(golden[reason]);
  });

  it('says why somebody travels to this class and not to a nearer one', () => {
    const far = { groupId: 'b', hostUnitId: 'sopcop', startsOn: '2026-03-02' };
    const loose = { ...problem, deskRule: { share: 1, atLeast: 3 } };
    const tight = { ...loose, classType: { code: 'commune', minimum: 3, maximum: 3 } };
    const short = { ...loose, groups: problem.groups.map(g => ({ ...g, deadline: '2026-03-02' })) };
    const roomy = { ...loose, classType: { code: 'commune', minimum: 4, maximum: 5 } };
    const strict = { ...problem, deskRule: { share: 0, atLeast: 0 } };
    expect({
      atHome: said(
        whyHere(problem, handMade(1, 3), { groupId: 'a', hostUnitId: 'sopcop', startsOn: '2026-03-02' }, nameOf),
      ),
      full: said(whyHere(tight, handMade(1, 3), far, nameOf)),
      outside: said(whyHere(short, handMade(1, 3), far, nameOf)),
      needed: said(whyHere(roomy, handMade(1, 3), far, nameOf)),
      desk: said(whyHere(strict, handMade(1, 3), far, nameOf)),
      open: said(whyHere(loose, handMade(2, 2), far, nameOf)),
      notThere: whyHere(problem, handMade(1, 3), { ...far, groupId: 'a', startsOn: '2026-04-01' }, nameOf),
    }).toEqual(golden['whyHere']);
  });

  it('puts a price on every rule, on one class more and less, and on each host', async () => {
    const priced = { ...problem, reachKm: 300 };
    const plan = await planClasses(priced);
    const prices = [];
    for (const variation of variationsOf(priced, plan, nameOf)) prices.push(await priceOf(variation, plan));
    expect(prices.map(p => [p.code, p.statement.text.vi, p.statement.text.en])).toEqual(golden['prices']);
  });
});
