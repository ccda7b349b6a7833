import { describe, expect, it } from '@jest/globals';
import { proposeChanges, type OfferedClass } from './small-classes.js';

const offered = (id: string, granted: number, changes: Partial<OfferedClass> = {}): OfferedClass => ({
  id,
  startsOn: `2026-04-0${id.length}`,
  endsOn: '2026-04-30',
  granted,
  reserved: 0,
  minimum: 30,
  maximum: 50,
  extra: 0,
  classType: 'commune',
  ...changes,
});
const proposed = (small: OfferedClass[], ...others: OfferedClass[]) =>
  proposeChanges(small, [...small, ...others]).map(({ classId, intoClassId }) => `${classId} ${intoClassId ?? 'ends'}`);

describe('what is proposed for classes that are too small', () => {
  it('is the neighbour that takes the most people, and of two alike the earlier one', () => {
    expect(proposed([offered('a', 12)], offered('bbb', 35), offered('cc', 38), offered('dddd', 40))).toEqual(['a cc']);
  });

  it('is the end of the class when no other class of its type has a seat', () => {
    const others = [offered('bb', 50), offered('ccc', 0, { classType: 'provincial' })];
    expect(proposed([offered('a', 12)], ...others)).toEqual(['a ends']);
    expect(proposed([offered('a', 0)], offered('bb', 30))).toEqual(['a ends']);
  });

  it('lets two small classes become one, and neither be sent into the other', () => {
    expect(proposed([offered('a', 12), offered('bb', 20)])).toEqual(['a bb']);
  });

  it('gives the same free seats away once', () => {
    const small = [offered('a', 10), offered('bb', 10, { maximum: 10 })];
    expect(proposed(small, offered('ccc', 38))).toEqual(['a ccc', 'bb ccc']);
    const full = [offered('a', 10, { maximum: 10 }), offered('bb', 10, { maximum: 10 })];
    expect(proposed(full, offered('ccc', 40))).toEqual(['a ccc', 'bb ends']);
  });
});
