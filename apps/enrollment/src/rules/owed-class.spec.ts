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
});
