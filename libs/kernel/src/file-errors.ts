import type { Bilingual } from './bilingual.js';
import { InvalidInputError, type RowError } from './errors.js';

const SENTENCES = {
  FILE_TYPE: { vi: 'Hãy gửi tệp với Content-Type {expected}', en: 'Send the file with Content-Type {expected}' },
  FILE_ENCODING: {
    vi: 'Tệp không phải UTF-8: dòng {row}, byte thứ {byte} của tệp (0x{hex})',
    en: 'The file is not UTF-8: line {row}, byte {byte} of the file (0x{hex})',
  },
  FILE_EMPTY: { vi: 'Tệp không có dòng dữ liệu nào', en: 'The file has no rows' },
  FILE_TOO_LONG: {
    vi: 'Tệp có hơn {most} dòng: hãy chia thành nhiều tệp',
    en: 'The file has more than {most} rows: split it into several files',
  },
  FILE_NOT_XLSX: { vi: 'Tệp không phải là sổ tính Excel (.xlsx)', en: 'The file is no Excel workbook (.xlsx)' },
  HEADER_WRONG: {
    vi: 'Dòng tiêu đề sai: cần các cột {expected}; nhận được {found}',
    en: 'The header is wrong: the columns are {expected}; found {found}',
  },
  FILE_REFUSED: {
    vi: 'Tệp có {count} lỗi; không có dòng nào được lưu',
    en: 'The file has {count} errors; nothing was stored',
  },
  ROW_MALFORMED: {
    vi: 'Dòng sai cấu trúc ở {field}: nhận được “{found}”',
    en: 'Malformed row at {field}: found “{found}”',
  },
} satisfies Record<string, Bilingual>;

type FileErrors<Service extends string> = Record<`${Service}.${keyof typeof SENTENCES}`, Bilingual>;

/**
 * The refusals of a file under the name of the service that reads it, for its catalogue: codes stay the service's own.
 *
 * @example
 * defineErrors({ ...fileErrors('STAFF'), 'STAFF.UNIT_UNKNOWN': … });
 */
export function fileErrors<Service extends string>(service: Service): FileErrors<Service> {
  const named = Object.entries(SENTENCES).map(([code, sentence]) => [`${service}.${code}`, sentence]);
  return Object.fromEntries(named) as FileErrors<Service>;
}

/** Refuses the whole file when anything in it is wrong, with every fault in the order of the rows. */
export function refuseFile(service: string, faults: readonly RowError[]): void {
  if (faults.length === 0) return;
  const inOrder = faults.toSorted((a, b) => a.row - b.row);
  throw new InvalidInputError(`${service}.FILE_REFUSED`, { count: faults.length }, inOrder);
}
