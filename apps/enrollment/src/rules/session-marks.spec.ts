import { describe, expect, it } from '@jest/globals';
import { dayOfSession } from './session-marks.js';

describe('the sessions of a class of two days', () => {
  const days = { startsOn: '2026-04-20', endsOn: '2026-04-21' };
  it.each([
    [0, 2, undefined],
    [1, 2, '2026-04-20'],
    [2, 2, '2026-04-20'],
    [4, 2, '2026-04-21'],
    [5, 2, undefined],
    [2, 1, '2026-04-21'],
    [3, 1, undefined],
  ])('session %i of %i a day is on %s', (session, sessionsADay, day) => {
    expect(dayOfSession(days, session, sessionsADay)).toBe(day);
  });
});
