import { describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { BlindIndex } from './blind-index.js';

const key = () => randomBytes(32).toString('base64');
const NUMBER = '014087001234';

describe('a blind index', () => {
  it('is the same for the same value and key only', () => {
    const [one, other] = [key(), key()];
    const index = new BlindIndex(one, 'national-id');
    expect(index.of(NUMBER)).toEqual(new BlindIndex(one, 'national-id').of(NUMBER));
    expect(index.of(NUMBER)).not.toEqual(index.of('014087001235'));
    expect(index.of(NUMBER)).not.toEqual(new BlindIndex(other, 'national-id').of(NUMBER));
    expect(index.of(NUMBER)).not.toEqual(new BlindIndex(one, 'phone').of(NUMBER));
    expect(index.of(NUMBER)).not.toEqual(createHash('sha256').update(NUMBER).digest());
  });

  it('looks also for what an older key made', () => {
    const [older, newer] = [key(), key()];
    const stored = new BlindIndex(older, 'national-id').of(NUMBER);
    const both = new BlindIndex(`${newer},${older}`, 'national-id');
    expect(both.allOf(NUMBER)).toContainEqual(stored);
    expect(both.of(NUMBER)).toEqual(new BlindIndex(newer, 'national-id').of(NUMBER));
  });
});
