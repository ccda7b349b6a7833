import { InvalidInputError, rowError } from '#kernel';

/** The names of a header, in their order; a header with other columns than these is refused. */
export function checkHeader(service: string, header: readonly string[], columns: readonly string[]): string[] {
  const names = header.map(name => name.trim());
  if (names.length === columns.length && columns.every(column => names.includes(column))) return names;
  const params = { expected: columns.join(','), found: names.join(',').slice(0, 200) };
  const code = `${service}.HEADER_WRONG`;
  throw new InvalidInputError(code, params, [rowError(1, 'header', code, params)]);
}

export function valuesByColumn<Column extends string>(
  header: readonly string[],
  record: readonly string[],
): Record<Column, string> {
  const values: Record<string, string> = {};
  for (const [column, name] of header.entries()) values[name] = (record[column] ?? '').trim();
  return values;
}
