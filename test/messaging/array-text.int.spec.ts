import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { arrayText, column, columnText, jsonLines } from '#messaging';
import { uuidFrom } from '#kernel';
import { testDatabase, type TestDatabase } from '#testing';
import { countingService } from './counting-service.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('counting', countingService.database);
});
afterAll(() => database?.close());

const NASTY = [
  '',
  ' ',
  'NULL',
  'null',
  '{}',
  '{"a"}',
  'a,b',
  '"',
  '\\',
  '\\"',
  "'",
  'a\nb',
  'Lò Văn Ước',
  '\u2028',
  '𠜎',
  'a.b:c-d_e',
  'a.b:c-d_e',
  'nullify',
];

describe('sets for a statement', () => {
  it('come to PostgreSQL as they are, whatever they are made of', async () => {
    const words = await database.query('SELECT unnest($1::text[]) AS word', [arrayText([...NASTY, null])]);
    expect(words.map(({ word }) => word)).toEqual([...NASTY, null]);
    const [others] = await database.query('SELECT $1::int[] AS numbers, $2::boolean[] AS answers, $3::text[] AS none', [
      arrayText([1, 1, -2, null, null, 1]),
      arrayText([true, false, null]),
      arrayText([]),
    ]);
    expect(others).toEqual({ numbers: [1, 1, -2, null, null, 1], answers: [true, false, null], none: [] });
  });

  it('may be arrays of arrays, each a text of its own', async () => {
    const rows = await database.query('SELECT unnest($1::text[])::text[] AS words', [
      arrayText([arrayText(NASTY), arrayText([])]),
    ]);
    expect(rows.map(({ words }) => words)).toEqual([NASTY, []]);
  });

  it('have each column once where all rows say the same', async () => {
    const ids = [1, 2, 3].map(n => uuidFrom('row', n));
    const read = (values: (string | null)[]) =>
      database.query(`SELECT id, word FROM unnest($1::uuid[], ${column(2, 'text')}) AS new (id, word)`, [
        arrayText(ids.slice(0, values.length)),
        columnText(values),
      ]);
    for (const values of [['a', 'a', 'a'], ['a', 'b', 'a'], [null, null, null], [null, 'a', 'a'], ['a'], [null], []])
      expect(await read(values)).toEqual(values.map((word, n) => ({ id: ids[n], word })));
    expect(columnText(['a', 'a', 'a'])).toBe('{a}');
  });

  it('have such columns of any type', async () => {
    const [a, b] = [uuidFrom('a'), uuidFrom('b')];
    const columns = { int: [1, 2], boolean: [true, false], date: ['2026-02-28', '2026-03-01'], uuid: [a, b] };
    for (const [type, [one = null, other = null]] of Object.entries(columns))
      for (const values of [
        [one, one],
        [one, other],
        [null, null],
        [null, other],
      ])
        expect(
          await database.query(`SELECT value FROM unnest($1::uuid[], ${column(2, type)}) AS new (id, value)`, [
            arrayText([a, b]),
            columnText(values),
          ]),
        ).toEqual(values.map(value => ({ value })));
    const duties = [
      ['one-stop', 'focal-point'],
      ['one-stop', 'focal-point'],
    ];
    expect(
      await database.query(`SELECT words::text[] FROM unnest($1::uuid[], ${column(2, 'text')}) AS new (id, words)`, [
        arrayText([a, b]),
        columnText(duties.map(arrayText)),
      ]),
    ).toEqual(duties.map(words => ({ words })));
  });

  it('may be documents, a line each', async () => {
    const documents = [{ words: NASTY }, null, [], { 'a\nb': 1 }];
    const rows = await database.query(`SELECT string_to_table($1, E'\\n')::jsonb AS document`, [jsonLines(documents)]);
    expect(rows.map(({ document }) => document)).toEqual(documents);
  });
});
