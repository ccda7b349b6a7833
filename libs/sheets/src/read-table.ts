import { CsvError, parse } from 'csv-parse';
import { checkHeader, valuesByColumn } from './header.js';
import { malformed, type FileRow, type Report } from './row.js';

/** The rows of a CSV text by column name. Rows that are no rows are reported; a wrong header is refused at once. */
export async function* readTable<Column extends string>(
  service: string,
  text: AsyncIterable<string>,
  columns: readonly Column[],
  report: Report,
): AsyncGenerator<FileRow<Column>> {
  let header: string[] | undefined;
  let row = 0;
  for await (const record of recordsOf(text, report)) {
    row += 1;
    if (!header) header = checkHeader(service, record, columns);
    else if (record.length === 1 && record[0] === '') continue;
    else if (record.length === columns.length) yield { row, values: valuesByColumn(header, record) };
    else report(malformed(row, 'columns', `${record.length}/${columns.length}`));
  }
}

/** The parser is written to by hand and hands each record over at once: the rows before a broken quote still count. */
async function* recordsOf(text: AsyncIterable<string>, report: Report): AsyncGenerator<string[]> {
  let ready: string[][] = [];
  let count = 0;
  const parser = parse({
    relax_column_count: true,
    on_record: (record: string[]) => {
      ready.push(record);
      return null;
    },
  });
  const ended = new Promise<Error | undefined>(resolve => {
    parser.on('error', resolve).on('end', () => {
      resolve(undefined);
    });
  });
  parser.resume();
  const taken = (): string[][] => {
    const records = ready;
    ready = [];
    count += records.length;
    return records;
  };
  for await (const lines of text) {
    if (parser.destroyed) break;
    parser.write(lines);
    yield* taken();
  }
  if (!parser.destroyed) parser.end();
  const error = await ended;
  yield* taken();
  if (error === undefined) return;
  if (!(error instanceof CsvError)) throw error;
  report(malformed(count + 1, 'quotes', '"'));
}
