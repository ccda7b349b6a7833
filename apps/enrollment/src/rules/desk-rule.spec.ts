import { describe, expect, it } from '@jest/globals';
import { DeskDays, mayBeAway, seatsOverDeskRule, type DeskSeat } from './desk-rule.js';

const share = { maxAwayShare: 0.34, atLeast: 1 };

describe('the desk rule', () => {
  it.each([
    [0, 1],
    [1, 1],
    [2, 1],
    [3, 1],
    [6, 2],
    [24, 8],
  ])('lets of %i officers %i away', (staff, away) => {
    expect(mayBeAway(share, staff)).toBe(away);
  });

  it('counts each day of each class', () => {
    const days = new DeskDays();
    days.send('A', { startsOn: '2026-04-20', endsOn: '2026-04-21' });
    expect(days.allows('A', { startsOn: '2026-04-21', endsOn: '2026-04-22' }, 1)).toBe(false);
    expect(days.allows('A', { startsOn: '2026-04-22', endsOn: '2026-04-23' }, 1)).toBe(true);
    expect(days.allows('B', { startsOn: '2026-04-21', endsOn: '2026-04-22' }, 1)).toBe(true);
    days.send('A', { startsOn: '2026-04-23', endsOn: '2026-04-24' });
    expect(days.allows('A', { startsOn: '2026-04-21', endsOn: '2026-04-23' }, 2)).toBe(true);
  });

  it('gives back the last seats when a merger brought too many officers of one day together', () => {
    const seat = (personId: string, changes: Partial<DeskSeat> = {}): DeskSeat => ({
      seatId: personId,
      personId,
      unitId: 'A',
      share,
      attended: false,
      startsOn: '2026-04-20',
      endsOn: '2026-04-21',
      ...changes,
    });
    const later = { startsOn: '2026-05-04', endsOn: '2026-05-05' };
    const seats = [seat('3'), seat('2', { attended: true }), seat('1'), seat('4', later), seat('5', later)];
    const over = seatsOverDeskRule(seats, new Map([['A', 3]]), new DeskDays());
    expect(over.map(({ personId }) => personId)).toEqual(['1', '3', '5']);
    expect(seatsOverDeskRule(seats, new Map([['A', 9]]), new DeskDays())).toEqual([]);
  });
});
