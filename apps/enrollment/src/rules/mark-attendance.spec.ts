import { describe, expect, it } from '@jest/globals';
import { seatsToMark, type SeatToMark } from './mark-attendance.js';

const seat = (status: SeatToMark['status']): SeatToMark => ({ id: 's', personId: 'p', unitId: 'u', status });

describe('marking attendance', () => {
  it('changes a granted seat', () => {
    expect(seatsToMark([{ personId: 'p', mark: 'attended' }], [seat('granted')])).toHaveLength(1);
  });

  it('takes the same mark again for what it is', () => {
    expect(seatsToMark([{ personId: 'p', mark: 'absent' }], [seat('absent')])).toEqual([]);
  });

  it('refuses the opposite of an earlier mark, both marks at once, and a person without a seat', () => {
    expect(() => seatsToMark([{ personId: 'p', mark: 'absent' }], [seat('attended')])).toThrow(/already been marked/);
    const both = [
      { personId: 'p', mark: 'absent' as const },
      { personId: 'p', mark: 'attended' as const },
    ];
    expect(() => seatsToMark(both, [seat('granted')])).toThrow(/both ways/);
    expect(() => seatsToMark([{ personId: 'q', mark: 'absent' }], [seat('granted')])).toThrow(/no seat/);
  });
});
