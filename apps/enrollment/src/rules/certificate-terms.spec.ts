import { describe, expect, it } from '@jest/globals';
import { certificateNumber, certificateState, nextSkill } from './certificate-terms.js';

describe('a certificate', () => {
  it('has a number that cannot be counted up to', () => {
    expect(certificateNumber(2026, 123, '7bf92074-12ec-5f33-9b83-d654276e5d4a')).toBe('2026-000123-7BF920');
  });

  it('is for the next skill in turn', () => {
    const skills = ['plan', 'report', 'assess'].map(code => ({ code }));
    expect([null, 'plan', 'report', 'assess', 'dropped'].map(last => nextSkill(skills, last))).toEqual([
      'plan',
      'report',
      'assess',
      'plan',
      'plan',
    ]);
    expect(nextSkill([], 'plan')).toBeNull();
  });

  it('is valid to its last day, unless something else happened first', () => {
    const facts = { validUntil: '2027-04-21', revokedOn: null, superseded: false };
    expect(certificateState(facts, '2027-04-21')).toBe('valid');
    expect(certificateState(facts, '2027-04-22')).toBe('expired');
    expect(certificateState({ ...facts, superseded: true }, '2026-05-01')).toBe('superseded');
    expect(certificateState({ ...facts, superseded: true, revokedOn: '2026-05-01' }, '2026-05-01')).toBe('revoked');
  });
});
