import { describe, expect, it } from '@jest/globals';
import { v5, validate, version } from 'uuid';
import { canonicalJson, NAMESPACE, uuidBeside, uuidFrom } from './ids.js';

describe('an id made of parts', () => {
  it('is the uuid v5 that everybody makes of them', () => {
    for (const parts of [['person', 'SL-1'], ['Tỉnh Sơn La', 2025], [''], ['a\u001fb'], ...manyParts()])
      expect(uuidFrom(...parts)).toBe(v5(parts.join('\u001f'), NAMESPACE));
  });
});

const manyParts = (): [string, number][] => Array.from({ length: 500 }, (_none, n) => ['duty', n]);

describe('an id beside another', () => {
  const person = uuidFrom('person', 'SL-1');

  it('is a uuid v8 that stands where the other does', () => {
    const id = uuidBeside(person, 'duty', 1);
    expect([validate(id), version(id), id.slice(0, 13)]).toEqual([true, 8, person.slice(0, 13)]);
  });

  it('is the same for equal parts beside the equal id, and another otherwise', () => {
    const neighbour = `${person.slice(0, 13)}${uuidFrom('neighbour').slice(13)}`;
    const ids = [person, neighbour].flatMap(id => [
      uuidBeside(id, 'a', 1),
      uuidBeside(id, 'a', 2),
      uuidBeside(id, 'a1'),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(uuidBeside(person, 'a', 1)).toBe(ids[0]);
  });

  it('is one of the parts alone beside what is no uuid', () => {
    expect(uuidBeside('03646', 'unit')).toBe(uuidFrom('03646', 'unit'));
  });
});

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
