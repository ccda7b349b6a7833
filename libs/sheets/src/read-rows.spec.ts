import { describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';
import { defineErrors, fileErrors, InvalidInputError } from '#kernel';
import type { FileFormat } from './file-format.js';
import { readRows } from './read-rows.js';
import type { FileRow, Malformed } from './row.js';

defineErrors(fileErrors('SPEC'));

const COLUMNS = ['code', 'name'] as const;

/** Reads a file that comes in small parts, as from a slow network. */
async function read(content: string | Buffer, format: FileFormat = 'csv', partBytes = 3) {
  const faults: Malformed[] = [];
  const expected = { service: 'SPEC', format, columns: COLUMNS, mostRows: 3 };
  const bytes = Buffer.from(content);
  const parts = Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_none, part) =>
    bytes.subarray(part * partBytes, (part + 1) * partBytes),
  );
  const rows: FileRow<(typeof COLUMNS)[number]>[] = [];
  for await (const row of readRows(parts, expected, fault => faults.push(fault))) rows.push(row);
  return { rows, faults: faults.map(({ row, field }) => `${row} ${field}`) };
}

async function refusal(content: string | Buffer, format: FileFormat = 'csv') {
  try {
    await read(content, format);
  } catch (error) {
    if (error instanceof InvalidInputError) return { code: error.code, params: error.params, row: error.rows[0]?.row };
  }
  return undefined;
}

describe('a CSV file', () => {
  it('may have a byte order mark, other line ends, quotes and its columns in another order', async () => {
    const { rows, faults } = await read('\uFEFFname,code\r\n"Lò, Thị",1\r\n Tô Hiệu ,2\r\n');
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      { row: 2, values: { name: 'Lò, Thị', code: '1' } },
      { row: 3, values: { name: 'Tô Hiệu', code: '2' } },
    ]);
  });

  it('counts its rows as a spreadsheet does, also after empty and malformed ones', async () => {
    const { rows, faults } = await read('code,name\n1,a\n\n2,b,c\n3,d\n');
    expect(rows.map(({ row }) => row)).toEqual([2, 5]);
    expect(faults).toEqual(['4 columns']);
  });

  it('is reported where its quotes do not fit', async () => {
    const { rows, faults } = await read('code,name\n1,a\n2,"b\n3,c\n');
    expect(rows.map(({ row }) => row)).toEqual([2]);
    expect(faults).toEqual(['3 quotes']);
  });

  it.each([
    ['one column is missing', 'code\n1\n'],
    ['one has another name', 'code,ten\n1,a\n'],
    ['one stands there twice', 'code,code\n1,a\n'],
  ])('is refused when of its columns %s', async (_what, text) => {
    expect(await refusal(text)).toMatchObject({ code: 'SPEC.HEADER_WRONG', row: 1 });
  });

  it('is refused without rows, and with too many', async () => {
    expect(await refusal('code,name\n')).toMatchObject({ code: 'SPEC.FILE_EMPTY' });
    const rows = 'code,name\n1,a\n2,b\n3,c\n4,d\n';
    expect(await refusal(rows)).toMatchObject({ code: 'SPEC.FILE_TOO_LONG', params: { most: 3 }, row: 5 });
  });

  it.each<[string, Buffer, number, number, string]>([
    ['Latin-1', Buffer.from('code,name\n1,a\n2,Tô\n', 'latin1'), 3, 18, 'f4'],
    ['UTF-16', Buffer.from('\uFEFFcode,name\n1,a\n', 'utf16le'), 1, 1, 'ff'],
    ['UTF-16 without a mark', Buffer.from('code,name\n1,a\n', 'utf16le'), 1, 2, '00'],
    ['a character that ends in the middle', Buffer.from('code,name\n1,Tô', 'utf8').subarray(0, -1), 2, 14, 'c3'],
  ])('in %s is refused with the place', async (_what, bytes, row, byte, hex) => {
    expect(await refusal(bytes)).toEqual({ code: 'SPEC.FILE_ENCODING', params: { row, byte, hex }, row });
  });
});

describe('a file of JSON lines', () => {
  it('is read by names, with lists as arrays', async () => {
    const { rows, faults } = await read('{"code":"1","name":["a","b"]}\n\n{"code":"2","name":null}\n', 'json-lines');
    expect(faults).toEqual([]);
    expect(rows.map(({ row, values }) => [row, values.name])).toEqual([
      [1, 'a;b'],
      [3, ''],
    ]);
  });

  it('reports lines that are no objects and fields that are unknown or no texts', async () => {
    const { faults } = await read('[]\n{"code":1}\n{"ten":"a"}\n{\n', 'json-lines');
    expect(faults).toEqual(['1 json', '2 code', '3 ten', '4 json']);
  });
});

describe('an Excel workbook', () => {
  const workbook = async (...rows: ExcelJS.CellValue[][]) => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('Điều động').addRows(rows);
    book.addWorksheet('Ghi chú').addRow(['not read']);
    return Buffer.from(await book.xlsx.writeBuffer());
  };

  it('is read from its first sheet, with dates, numbers and Vietnamese letters, in any order of columns', async () => {
    const file = await workbook(
      ['name', 'code'],
      ['Ỹ Ậ Đ', 1],
      [],
      [new Date('2025-07-01'), { formula: 'A2', result: 'x' }],
    );
    expect(await read(file, 'xlsx', 700)).toEqual({
      faults: [],
      rows: [
        { row: 2, values: { name: 'Ỹ Ậ Đ', code: '1' } },
        { row: 4, values: { name: '2025-07-01', code: 'x' } },
      ],
    });
  });

  it('is refused when it is none, or its header is another', async () => {
    expect(await refusal('code,name', 'xlsx')).toMatchObject({ code: 'SPEC.FILE_NOT_XLSX' });
    expect(await refusal(await workbook(['code'], ['1']), 'xlsx')).toMatchObject({ code: 'SPEC.HEADER_WRONG' });
    expect(await refusal(await workbook(['code', 'name']), 'xlsx')).toMatchObject({ code: 'SPEC.FILE_EMPTY' });
  });
});
