import { describe, expect, it } from '@jest/globals';
import { owedClass, type OpenDuty } from './owed-class.js';

const duty = (changes: Partial<OpenDuty> = {}): OpenDuty => ({
  personId: 'p',
  unitId: 'A',
  desk: false,
  dutyId: 'd',
  kind: 'yearly',
  programmeId: 'two-tier',
  classType: 'commune',
  openedOn: '2026-01-15',
  deadline: '2026-12-31',
  reason: null,
  waitingSkill: null,
  ...changes,
});
const retraining = duty({ dutyId: 'r', kind: 'retraining', openedOn: '2026-03-15', deadline: '2026-06-13' });

describe('the class that a person owes', () => {
  it('begins after all duties opened and meets the first deadline', () => {
    expect(owedClass([duty(), retraining], '2026-03-20')).toMatchObject({
      earliest: '2026-03-15',
      deadline: '2026-06-13',
      latest: '2026-06-13',
      retraining: true,
    });
  });

  it('may be late for a yearly duty, and for a retraining that is late already', () => {
    expect(owedClass([duty()], '2026-03-20').latest).toBeNull();
    expect(owedClass([duty(), retraining], '2026-06-13').latest).toBe('2026-06-13');
    expect(owedClass([duty(), retraining], '2026-06-14').latest).toBeNull();
  });

  it('leaves out a deadline that was over before the class could begin', () => {
    const lastYear = duty({ openedOn: '2025-01-15', deadline: '2025-12-31', programmeId: 'decision-654' });
    expect(owedClass([lastYear, retraining], '2026-03-20')).toMatchObject({
      deadline: '2026-06-13',
      owedTo: 'two-tier',
    });
  });

  it('says why the person waits, and whether all duties say the same', () => {
    const waiting = { reason: 'no-class', waitingSkill: null } as const;
    expect(owedClass([duty(waiting)], '2026-03-20')).toMatchObject({ reason: 'no-class', said: waiting });
    expect(owedClass([duty(waiting), retraining], '2026-03-20')).toMatchObject({ reason: 'no-class', said: null });
    const all = [duty(waiting), { ...retraining, ...waiting }];
    expect(owedClass(all, '2026-03-20').said).toEqual(waiting);
    const otherSkill = { ...waiting, waitingSkill: 'conduct' };
    expect(owedClass([duty(waiting), { ...retraining, ...otherSkill }], '2026-03-20').said).toBeNull();
  });
});
