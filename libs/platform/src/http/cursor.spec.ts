import { describe, expect, it } from '@jest/globals';
import { Cursor, type ListAsked } from './cursor.js';

const ID = '0198c0de-0000-7000-8000-000000000001';
const [OURS, THEIRS] = ['0198c0de-0000-7000-8000-00000000000a', '0198c0de-0000-7000-8000-00000000000b'];
const people: ListAsked = { path: '/v1/people', query: { asOf: '2025-07-01' }, units: [OURS] };
const cursor = new Cursor(people).write(['2025-07-01', ID]);
const place = (changes: Partial<ListAsked>, given: unknown = cursor) =>
  new Cursor({ ...people, ...changes }, given).after('date', 'uuid');
const tampered = (change: (content: { keys: unknown[]; hash: string }) => unknown): string => {
  const content = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as { keys: unknown[]; hash: string };
  change(content);
  return Buffer.from(JSON.stringify(content)).toString('base64url');
};

describe('a cursor', () => {
  it('leads to its place in the same list, however many rows are asked for and in whatever order units are named', () => {
    expect(place({})).toEqual(['2025-07-01', ID]);
    expect(place({ query: { asOf: '2025-07-01', limit: '7', after: cursor } })).toEqual(['2025-07-01', ID]);
    const both = new Cursor({ ...people, units: [OURS, THEIRS] }).write(['2025-07-01', ID]);
    expect(place({ units: [THEIRS, OURS] }, both)).toEqual(['2025-07-01', ID]);
    expect(new Cursor(people).after('date', 'uuid')).toEqual([null, null]);
  });

  it.each<[string, () => unknown]>([
    ['another route', () => place({ path: '/v1/duties' })],
    ['another filter', () => place({ query: { asOf: '2025-07-02' } })],
    ['one filter more', () => place({ query: { asOf: '2025-07-01', unitId: OURS } })],
    ['other units', () => place({ units: [THEIRS] })],
    ['the whole province', () => place({ units: 'all' })],
    ['keys of other kinds', () => new Cursor(people, cursor).after('uuid', 'date')],
    ['one key more', () => new Cursor(people, cursor).after('date', 'uuid', 'number')],
    [
      'a changed key',
      () =>
        place(
          {},
          tampered(content => (content.keys[1] = OURS)),
        ),
    ],
    [
      'no keys',
      () =>
        place(
          {},
          tampered(content => delete (content as { keys?: unknown }).keys),
        ),
    ],
    [
      'another hash',
      () =>
        place(
          {},
          tampered(content => (content.hash = content.hash.replace(/./, 'z'))),
        ),
    ],
    ['an id', () => place({}, ID)],
    ['nothing', () => place({}, '')],
    ['two at once', () => place({}, [cursor, cursor])],
  ])('is refused for %s', (_what, use) => {
    expect(use).toThrow(expect.objectContaining({ code: 'HTTP.CURSOR_INVALID' }));
  });

  it('stands on a page only when there is more', () => {
    const list = new Cursor(people);
    const rows = [1, 2, 3].map(number => ({ number }));
    const page = list.page(rows, 2, ({ number }) => [number]);
    expect(page.items).toEqual([{ number: 1 }, { number: 2 }]);
    expect(new Cursor(people, page.next).after('number')).toEqual([2]);
    expect(list.page(rows, 3, ({ number }) => [number]).next).toBeNull();
    expect(list.page([], 3, () => []).next).toBeNull();
  });
});
