type Element = string | number | boolean | null;

/**
 * The text of a PostgreSQL array for a parameter: `tx.query('… unnest($1::uuid[])', [arrayText(ids)])`. The driver makes
 * the same of an array, at several times the cost; on a hot path each row has dozens of elements.
 */
export function arrayText(elements: readonly Element[]): string {
  return `{${elements.map(elementText).join(',')}}`;
}

function elementText(element: Element): string {
  if (element === null) return 'NULL';
  if (typeof element !== 'string') return String(element);
  return /["\\]/.test(element) ? `"${element.replaceAll(/["\\]/g, '\\$&')}"` : `"${element}"`;
}

/** JSON documents as lines of one text, for `string_to_table($1, E'\n')`: JSON has no raw line break, and nothing to escape. */
export function jsonLines(documents: readonly unknown[]): string {
  return documents.map(document => JSON.stringify(document)).join('\n');
}
