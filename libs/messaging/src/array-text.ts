type Element = string | number | boolean | null;

/**
 * The text of a PostgreSQL array for a parameter: `tx.query('… unnest($1::uuid[])', [arrayText(ids)])`. The driver makes
 * the same of an array, at several times the cost; on a hot path each row has dozens of elements.
 */
export function arrayText(elements: readonly Element[]): string {
  let last: Element | undefined;
  let text = '';
  const texts = elements.map(element => {
    // Many columns of a batch say the same in each row.
    if (element !== last) text = elementText(element);
    last = element;
    return text;
  });
  // The braces are joined to the ends: around the whole they would have it copied once more.
  texts[0] = `{${texts[0] ?? ''}`;
  texts[texts.length - 1] += '}';
  return texts.join(',');
}

/**
 * The text of a column of rows, for a parameter that the statement reads by `column()`; read otherwise, all rows but the
 * first would have NULL. It has one element when all rows say the same, as in most columns of a batch:
 * ```ts
 * await tx.query(`… unnest($1::uuid[], ${column(2, 'date')}) AS new (id, day)`, [arrayText(ids), columnText(days)]);
 * ```
 */
export function columnText(elements: readonly Element[]): string {
  const [first] = elements;
  return arrayText(elements.every(element => element === first) ? elements.slice(0, 1) : elements);
}

/** SQL of the array that `columnText` has written into the parameter, with as many elements as the uuids in `$1`. */
export function column(parameter: number, type: string): string {
  const array = `$${parameter}::${type}[]`;
  return `CASE cardinality(${array}) WHEN 1 THEN array_fill((${array})[1], ARRAY[cardinality($1::uuid[])]) ELSE ${array} END`;
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
