import { describe, expect, it } from '@jest/globals';
import type { Request } from 'express';
import { canonicalJson, sha256 } from '#kernel';
import { factOf } from './audit.interceptor.js';

const NUMBER = '014093001234';
const hashOf = (body: unknown, guessable?: string[]): string =>
  factOf({ method: 'POST', params: {}, body, ...(guessable && { guessable }) } as unknown as Request).contentHash;

describe('the hash of a body in the audit trail', () => {
  it('is that of the body where nothing may be guessed, of a list as of an object', () => {
    for (const body of [{ reason: 'x' }, [{ id: 1 }, { id: 2 }], { ids: ['a', 'b'] }])
      expect(hashOf(body, [])).toBe(sha256(canonicalJson(body)));
    expect(hashOf([{ id: 2 }, { id: 1 }], [])).not.toBe(hashOf([{ id: 1 }, { id: 2 }], []));
  });

  it('says nothing of what may be guessed, however deep it lies, and all of the rest', () => {
    for (const around of [
      (id: string) => ({ id }),
      (id: string) => [{ id }],
      (id: string) => ({ rows: [{ of: { id } }] }),
    ]) {
      expect(hashOf(around(NUMBER), ['id'])).toBe(hashOf(around('014093009999'), ['id']));
      expect(hashOf(around(NUMBER), ['id'])).not.toBe(hashOf(around(NUMBER), []));
    }
    expect(hashOf({ id: NUMBER, purpose: 'a' }, ['id'])).not.toBe(hashOf({ id: NUMBER, purpose: 'b' }, ['id']));
  });

  it('keeps a list a list', () => {
    expect(hashOf([{ id: NUMBER, row: 1 }], ['id'])).toBe(sha256(canonicalJson([{ id: '', row: 1 }])));
    expect(hashOf([{ id: NUMBER }], ['id'])).not.toBe(hashOf({ 0: { id: NUMBER } }, ['id']));
  });

  it('is empty without a body, and where no route said what may be guessed', () => {
    expect([hashOf({}, []), hashOf(undefined, []), hashOf({ nationalId: NUMBER })]).toEqual(['', '', '']);
  });
});
