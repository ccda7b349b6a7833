import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseProgramme, type DemandGroup, type UnitLevel } from '#contracts';
import { canonicalJson } from '#kernel';
import { buildProblem, type Draft, type UnitDemand } from './build-problem.js';
import { demandFor, ofClassType, owesRetraining, renewOverdue, supplementaryWindow } from './demand.js';
import type { KnownUnit } from './units.js';

const rules = parseProgramme(
  readFileSync(new URL('../../../../data/programmes/decision-654-2012.json', import.meta.url), 'utf8'),
);
const [provincial, commune] = rules.classTypes;

const unit = (id: string, level: UnitLevel, changes: Partial<KnownUnit> = {}): KnownUnit => ({
  id,
  code: id,
  name: id,
  kind: level,
  level,
  parentId: null,
  provinceId: 'province',
  longitude: 104,
  latitude: 21,
  validFrom: '2025-01-01',
  validTo: null,
  ...changes,
});
const unitsOf = (...list: KnownUnit[]) => new Map(list.map(one => [one.id, one]));
const waiting = (changes: Partial<DemandGroup> = {}): DemandGroup => ({
  programmeId: 'p',
  classType: 'commune',
  retraining: true,
  earliest: '2025-03-01',
  deadline: '2025-05-30',
  waiting: 3,
  deskOfficers: 1,
  ...changes,
});
const of = (unitId: string, ...groups: DemandGroup[]): UnitDemand => ({ unitId, deskStaff: 3, groups });
const draft = (changes: Partial<Draft> = {}): Draft => ({
  rules,
  classType: commune!,
  demand: [of('a', waiting())],
  units: unitsOf(unit('province', 'province'), unit('d', 'district'), unit('a', 'commune')),
  window: { from: '2025-03-11', to: '2025-05-30' },
  quota: null,
  timeLimitSeconds: 5,
  ...changes,
});

describe('buildProblem', () => {
  it('asks for the people, their units and the hosts of the class type', () => {
    const { problem, leftOut } = buildProblem(draft());
    expect(leftOut).toEqual([]);
    expect(problem).toMatchObject({
      classType: { code: 'commune', minimum: 30, maximum: 50 },
      groups: [{ unitId: 'a', people: 3, deskOfficers: 1, earliest: '2025-03-01', deadline: '2025-05-30' }],
      units: [{ id: 'a', deskStaff: 3, longitude: 104, latitude: 21 }],
      hosts: [{ unitId: 'd' }],
      calendar: {
        from: '2025-03-11',
        to: '2025-05-30',
        closedDates: ['2025-04-07', '2025-04-30', '2025-05-01', '2025-05-02'],
      },
      deskRule: { share: 0.34, atLeast: 1 },
      reachKm: 60,
    });
  });

  it('counts groups of a unit with equal dates as one', () => {
    const demand = [of('a', waiting(), waiting({ retraining: false, waiting: 2, deskOfficers: 0 }))];
    const { groups } = buildProblem(draft({ demand })).problem;
    expect(groups.map(({ people, deskOfficers }) => [people, deskOfficers])).toEqual([[5, 1]]);
  });

  it('keeps people of different skills apart, so that the planner never seats them together', () => {
    const demand = [of('a', waiting({ skill: 'plans' }), waiting({ skill: 'reports' }), waiting({ skill: 'plans' }))];
    const { groups } = buildProblem(draft({ demand })).problem;
    expect(groups.map(({ skill, people }) => [skill, people])).toEqual([
      ['plans', 6],
      ['reports', 3],
    ]);
    expect(buildProblem(draft()).problem.groups[0]).not.toHaveProperty('skill');
  });

  it('is the same question in whatever order the facts arrive', () => {
    const more = [unit('b', 'commune'), unit('e', 'district')];
    const units = unitsOf(...draft().units.values(), ...more);
    const demand = [of('a', waiting()), of('b', waiting())];
    const backwards = { demand: demand.toReversed(), units: new Map([...units].toReversed()) };
    expect(canonicalJson(buildProblem(draft({ demand, units })))).toBe(canonicalJson(buildProblem(draft(backwards))));
  });

  it.each([
    ['unit-unknown', [of('nobody', waiting())], undefined],
    ['unit-ended', [of('a', waiting())], '2025-03-11'],
    ['deadline-too-near', [of('a', waiting({ deadline: '2025-03-10' }))], undefined],
  ])('leaves people out as %s', (reason, demand, validTo) => {
    const units = validTo ? unitsOf(unit('a', 'commune', { validTo })) : draft().units;
    const { problem, leftOut } = buildProblem(draft({ demand, units }));
    expect(problem.groups).toEqual([]);
    expect(leftOut).toEqual([expect.objectContaining({ reason, people: 3 })]);
  });

  it('takes no host that ends before the last day, nor one that comes too late', () => {
    const units = unitsOf(
      unit('a', 'commune'),
      unit('ending', 'district', { validTo: '2025-05-30' }),
      unit('coming', 'district', { validFrom: '2025-03-12' }),
      unit('staying', 'district', { validTo: '2025-05-31' }),
    );
    expect(buildProblem(draft({ units })).problem.hosts.map(({ unitId }) => unitId)).toEqual(['staying']);
  });

  it('lets the whole province travel to a provincial class, departments from where their province is', () => {
    const units = unitsOf(unit('province', 'province'), unit('s', 'department', { longitude: null, latitude: null }));
    const demand = [of('s', waiting({ classType: 'provincial' }))];
    const { problem } = buildProblem(draft({ classType: provincial!, units, demand }));
    expect(problem).toMatchObject({
      reachKm: null,
      hosts: [{ unitId: 'province' }],
      units: [{ id: 's', longitude: 104 }],
    });
  });
});

describe('the demand that supplementary classes answer', () => {
  it('is of one programme and class type, and not empty', () => {
    const demand = [
      of('a', waiting(), waiting({ programmeId: 'other' }), waiting({ waiting: 0 })),
      of('b', waiting({ classType: 'provincial' })),
    ];
    expect(demandFor(demand, 'p', ofClassType('commune'))).toEqual([of('a', waiting())]);
  });

  it('gives the days of the classes: notice after the last move, until the last deadline', () => {
    const demand = [of('a', waiting()), of('b', waiting({ earliest: '2025-03-15', deadline: '2025-06-13' }))];
    const rule = { noticeDays: 10, withinDays: 90 };
    const window = { from: '2025-03-25', to: '2025-06-13' };
    expect(supplementaryWindow(demand, { ...rule, today: '2025-03-01' })).toEqual(window);
    expect(supplementaryWindow(demand, { ...rule, today: '2025-06-20' })).toEqual({
      from: '2025-06-30',
      to: '2025-09-28',
    });
    expect(supplementaryWindow([], { ...rule, today: '2025-03-01' })).toBeUndefined();
  });

  it('leaves out what notice alone would carry beyond the deadline', () => {
    expect(owesRetraining(waiting({ retraining: false }))).toBe(false);
    const renewed = renewOverdue(
      [of('a', waiting({ deadline: '2025-03-11' }))],
      { from: '2025-04-01', to: '2025-06-30' },
      90,
    );
    expect(renewed[0]?.groups[0]?.deadline).toBe('2025-06-30');
  });
});
