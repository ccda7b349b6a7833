import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Seal } from './seal.js';

const key = () => randomBytes(32).toString('base64');

describe('a seal', () => {
  it('opens what it closed, and never closes the same text to the same bytes', () => {
    const seal = new Seal(key());
    const [one, two] = [seal.seal('mật khẩu', 'a'), seal.seal('mật khẩu', 'a')];
    expect(seal.open(one, 'a')).toBe('mật khẩu');
    expect(one.equals(two)).toBe(false);
  });

  it('does not open in another place, changed, or with another key', () => {
    const seal = new Seal(key());
    const closed = seal.seal('secret', 'row 1');
    expect(() => seal.open(closed, 'row 2')).toThrow('authenticate');
    const changed = Buffer.from(closed);
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    expect(() => seal.open(changed, 'row 1')).toThrow('authenticate');
    expect(() => new Seal(key()).open(closed, 'row 1')).toThrow('unknown key');
  });

  it('opens with an older key while a newer one closes', () => {
    const [older, newer] = [key(), key()];
    const closed = new Seal(older).seal('secret', 'a');
    const both = new Seal(`${newer},${older}`);
    expect(both.open(closed, 'a')).toBe('secret');
    expect(() => new Seal(older).open(both.seal('secret', 'a'), 'a')).toThrow('unknown key');
  });

  it('refuses a short key', () => {
    expect(() => new Seal('c2hvcnQ=')).toThrow('32 bytes');
  });
});
