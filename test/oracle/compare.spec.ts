import { describe, expect, it } from '@jest/globals';
import { noViolation, sameMultiset } from './compare.js';

const NAME = { vi: 'Tên', en: 'Name' };

describe('sameMultiset', () => {
  it('counts how often, not only whether', () => {
    expect(sameMultiset(NAME, ['a', 'a', 'b'], ['b', 'a', 'a'])).toMatchObject({ agrees: true, expected: 3, found: 3 });
    expect(sameMultiset(NAME, ['a', 'a'], ['a'])).toMatchObject({ agrees: false, differences: ['- a'] });
    expect(sameMultiset(NAME, ['a'], ['a', 'a'])).toMatchObject({ agrees: false, differences: ['+ a'] });
    expect(sameMultiset(NAME, ['a', 'b'], ['a', 'a'])).toMatchObject({ agrees: false, differences: ['- b', '+ a'] });
  });

  it('shows ten differences at most', () => {
    const many = Array.from({ length: 30 }, (_, at) => `row ${at}`);
    expect(sameMultiset(NAME, many, []).differences).toHaveLength(10);
    expect(noViolation(NAME, 30, many)).toMatchObject({ agrees: false, found: 0, differences: { length: 10 } });
  });
});
