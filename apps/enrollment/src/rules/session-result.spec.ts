import { describe, expect, it } from '@jest/globals';
import { resultOf, type SessionMark } from './session-result.js';

const result = (sessions: number, ...marks: SessionMark[]) =>
  resultOf([{ personId: 'An', marks }], sessions, 80).get('An');

describe('the result of a class', () => {
  it('needs four sessions of five; late is there, excused is not', () => {
    expect(result(5, 'present', 'late', 'present', 'present')).toBe('attended');
    expect(result(5, 'present', 'late', 'present', 'excused', 'excused')).toBe('absent');
    expect(result(5, 'present', 'present', 'present', 'absent', 'late')).toBe('attended');
  });

  it('is absent without any mark, also when there were no sessions', () => {
    expect([result(2), result(0)]).toEqual(['absent', 'absent']);
  });
});
