import { Cursor, type Units } from '#platform';

/** The cursor of a list after a row with these keys, as the service itself would give it. */
export function cursorAfter(list: string, keys: (string | number)[], units: Units = 'all'): string {
  const { pathname, searchParams } = new URL(list, 'http://service');
  return new Cursor({ path: pathname, query: Object.fromEntries(searchParams), units }).write(keys);
}
