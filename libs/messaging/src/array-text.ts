type Element = string | number | boolean | null;

/**
 * The text of a PostgreSQL array for a parameter: `tx.query('… unnest($1::uuid[])', [arrayText(ids)])`. The driver makes
 * the same of an array, at several times the cost; on a hot path each row has dozens of elements.
 */
export function arrayText(elements: readonly Element[]): string {
  const texts: string[] = [];
  let last: Element | undefined;
  let text = '';
  for (const element of elements) {
    // Many columns of a batch say the same in each row.
    if (element !== last) text = elementText(element);
    last = element;
    texts.push(text);
  }
  return `{${texts.join(',')}}`;
}

/** What needs no quotes: ids, dates and codes, but not the word that means none. */
const PLAIN = /^(?!null$)[\w.:-]+$/i;

function elementText(element: Element): string {
  if (element === null) return 'NULL';
  if (typeof element !== 'string') return String(element);
  return PLAIN.test(element) ? element : `"${element.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** JSON documents as lines of one text, for `string_to_table($1, E'\n')`: JSON has no raw line break, and nothing to escape. */
export function jsonLines(documents: readonly unknown[]): string {
  return documents.map(document => JSON.stringify(document)).join('\n');
}
