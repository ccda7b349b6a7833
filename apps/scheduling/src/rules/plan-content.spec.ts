import { describe, expect, it } from '@jest/globals';
import { planContent, summaryOf, type DraftedType } from './plan-content.js';

const classType = { code: 'commune', title: { vi: '', en: '' }, minimum: 30, maximum: 50, perYear: 12, hostLevels: [] };
const held = { hostUnitId: 'd', startsOn: '2025-04-01', endsOn: '2025-04-02' };
const drafted = (changes: Partial<DraftedType['plan']> = {}): DraftedType => ({
  classType: classType as unknown as DraftedType['classType'],
  groups: [
    { id: 'g1', unitId: 'a', deadline: '2025-05-30' },
    { id: 'g2', unitId: 'a', deadline: '2025-06-30' },
  ],
  leftOut: [{ unitId: 'gone', people: 4, deadline: '2025-05-30', reason: 'unit-ended' }],
  plan: {
    classes: [
      {
        ...held,
        seats: [
          { groupId: 'g3', unitId: 'b', people: 20, deskOfficers: 0 },
          { groupId: 'g1', unitId: 'a', people: 9, deskOfficers: 1 },
          { groupId: 'g2', unitId: 'a', people: 2, deskOfficers: 1 },
        ],
      },
    ],
    unserved: [{ groupId: 'g2', people: 5, reason: 'desk-rule' }],
    bounds: { fewestClasses: 1, kilometres: 90 },
    totals: { people: 31, classes: 1, personKm: 100 },
    ...changes,
  },
});

describe('planContent', () => {
  const content = planContent('plan', 'supplementary', 'programme', [drafted()]);

  it('says what a class teaches where people of one skill are in it', () => {
    expect(content.classes[0]).not.toHaveProperty('skill');
    const groups = ['g1', 'g2', 'g3'].map(id => ({ id, unitId: 'a', deadline: '2025-05-30', skill: 'reports' }));
    const [taught] = planContent('plan', 'year', 'programme', [{ ...drafted(), groups }]).classes;
    expect(taught).toMatchObject({ skill: 'reports', people: 31 });
  });

  it('adds up the seats of each unit', () => {
    expect(content.classes).toEqual([
      expect.objectContaining({
        ...held,
        people: 31,
        seats: [
          { unitId: 'a', seats: 11, deskSeats: 2 },
          { unitId: 'b', seats: 20, deskSeats: 0 },
        ],
      }),
    ]);
  });

  it('names the trainer whom the planner gave the class, and is the same as before where there is none', () => {
    const [one] = drafted().plan.classes;
    const taught = planContent('plan', 'year', 'programme', [drafted({ classes: [{ ...one!, trainerId: 't1' }] })]);
    expect(taught.classes).toEqual([{ ...content.classes[0], trainerId: 't1' }]);
    expect(content.classes[0]).not.toHaveProperty('trainerId');
  });

  it('says who stays unserved and why, the planner’s and the others', () => {
    expect(content.unserved.map(({ unitId, people, reason }) => [unitId, people, reason])).toEqual([
      ['a', 5, 'desk-rule'],
      ['gone', 4, 'unit-ended'],
    ]);
  });

  it('gives a class the same id in each run, and another one in another plan', () => {
    const id = (planId: string) => planContent(planId, 'year', 'programme', [drafted()]).classes[0]!.classId;
    expect(id('plan')).toBe(content.classes[0]!.classId);
    expect(id('other')).not.toBe(id('plan'));
  });

  it('refuses an answer about people nobody asked about', () => {
    const wrong = drafted({ unserved: [{ groupId: 'g9', people: 1, reason: 'quota' }] });
    expect(() => planContent('plan', 'year', 'programme', [wrong])).toThrow(/g9/);
  });

  it('is summed up over the class types, with one gap', () => {
    expect(summaryOf(planContent('plan', 'year', 'programme', [drafted(), drafted()]))).toEqual({
      classes: 2,
      people: 62,
      unserved: 18,
      personKm: 200,
      fewestClasses: 2,
      gap: 0.1,
    });
    expect(summaryOf(planContent('plan', 'year', 'programme', []))).toMatchObject({ classes: 0, personKm: 0, gap: 0 });
  });
});
