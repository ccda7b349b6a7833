import { describe, expect, it } from '@jest/globals';
import { v5 } from 'uuid';
import { canonicalJson, NAMESPACE, uuidFrom } from './ids.js';

describe('an id made of parts', () => {
  it('is the uuid v5 that everybody makes of them', () => {
    for (const parts of [['person', 'SL-1'], ['Tỉnh Sơn La', 2025], [''], ['a\u001fb'], ...manyParts()])
      expect(uuidFrom(...parts)).toBe(v5(parts.join('\u001f'), NAMESPACE));
  });
});

const manyParts = (): [string, number][] => Array.from({ length: 500 }, (_none, n) => ['duty', n]);

describe('canonicalJson', () => {
  // The example of RFC 8785, section 3.2.
  it('writes what RFC 8785 writes', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts names by code units, also names that are numbers', () => {
    expect(canonicalJson({ '2': 1, '10': 2, '\u{1F600}': 3, '\uFB33': 4, a: { c: 1, b: undefined } })).toBe(
      '{"10":2,"2":1,"a":{"c":1},"\u{1F600}":3,"\uFB33":4}',
    );
  });

  it.each([NaN, Infinity, '\uD800'])('refuses what JSON cannot say: %p', value => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  });
});
