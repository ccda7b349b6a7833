import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '#kernel';
import type { Fault } from '../rules/fault.js';
import { readFile, type FileFormat } from './read-file.js';

const COLUMNS = ['code', 'name'] as const;

function read(content: string | Buffer, format: FileFormat = 'csv') {
  const faults: Fault[] = [];
  const rows = readFile(Buffer.from(content), format, COLUMNS, faults);
  return { rows, faults: faults.map(({ row, field }) => `${row} ${field}`) };
}

function refusal(content: string | Buffer) {
  try {
    read(content);
  } catch (error) {
    if (error instanceof InvalidInputError) return { code: error.code, params: error.params, row: error.rows[0]?.row };
  }
  return undefined;
}

describe('a CSV file', () => {
  it('may have a byte order mark, other line ends, quotes and its columns in another order', () => {
    const { rows, faults } = read('\uFEFFname,code\r\n"Lò, Thị",1\r\n Tô Hiệu ,2\r\n');
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      { row: 2, values: { name: 'Lò, Thị', code: '1' } },
      { row: 3, values: { name: 'Tô Hiệu', code: '2' } },
    ]);
  });

  it('counts its rows as a spreadsheet does, also after empty and malformed ones', () => {
    const { rows, faults } = read('code,name\n1,a\n\n2,b,c\n3,d\n');
    expect(rows.map(({ row }) => row)).toEqual([2, 5]);
    expect(faults).toEqual(['4 columns']);
  });

  it('is reported where its quotes do not fit', () => {
    const { rows, faults } = read('code,name\n1,a\n2,"b\n3,c\n');
    expect(rows.map(({ row }) => row)).toEqual([2]);
    expect(faults).toEqual(['3 quotes']);
  });

  it.each([
    ['one column is missing', 'code\n1\n'],
    ['one has another name', 'code,ten\n1,a\n'],
    ['one stands there twice', 'code,code\n1,a\n'],
  ])('is refused when of its columns %s', (_what, text) => {
    expect(refusal(text)).toMatchObject({ code: 'STAFF.HEADER_WRONG', row: 1 });
  });

  it('is refused without rows', () => {
    expect(refusal('code,name\n')).toMatchObject({ code: 'STAFF.FILE_EMPTY' });
  });

  it.each<[string, Buffer, number, number, string]>([
    ['Latin-1', Buffer.from('code,name\n1,a\n2,Tô\n', 'latin1'), 3, 18, 'f4'],
    ['UTF-16', Buffer.from('\uFEFFcode,name\n1,a\n', 'utf16le'), 1, 1, 'ff'],
    ['UTF-16 without a mark', Buffer.from('code,name\n1,a\n', 'utf16le'), 1, 2, '00'],
    ['a character that ends in the middle', Buffer.from('code,name\n1,Tô', 'utf8').subarray(0, -1), 2, 14, 'c3'],
  ])('in %s is refused with the place', (_what, bytes, row, byte, hex) => {
    expect(refusal(bytes)).toEqual({ code: 'STAFF.FILE_ENCODING', params: { row, byte, hex }, row });
  });
});

describe('a file of JSON lines', () => {
  it('is read by names, with lists as arrays', () => {
    const { rows, faults } = read('{"code":"1","name":["a","b"]}\n\n{"code":"2","name":null}\n', 'json-lines');
    expect(faults).toEqual([]);
    expect(rows.map(({ row, values }) => [row, values.name])).toEqual([
      [1, 'a;b'],
      [3, ''],
    ]);
  });

  it('reports lines that are no objects and fields that are unknown or no texts', () => {
    const { faults } = read('[]\n{"code":1}\n{"ten":"a"}\n{\n', 'json-lines');
    expect(faults).toEqual(['1 json', '2 code', '3 ten', '4 json']);
  });
});
