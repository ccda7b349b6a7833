import { Injectable } from '@nestjs/common';
import { refuseFile, rowError, type RowError } from '#kernel';
import { Transaction, type Tx } from '#messaging';
import { readRows, type UploadedFile } from '#sheets';
import { findTaken, keepNationalIds, lockNationalIds } from '../database/national-ids.js';
import { NationalIdSeal } from '../national-id-seal.js';
import { NATIONAL_ID } from '../rules/national-id.js';

const COLUMNS = ['staffCode', 'nationalId'] as const;
const MOST_ROWS = 20_000;

interface Line {
  row: number;
  staffCode: string;
  nationalId: string;
}

const PEOPLE = `
  SELECT id, staff_code AS "staffCode" FROM person
  WHERE staff_code = ANY ($1::text[]) AND erased_at IS NULL ORDER BY id FOR UPDATE`;

/** Keeps the national ids of a file: every row, or none when anything in it is wrong. No fault quotes a number. */
@Injectable()
export class ImportNationalIdsHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly seal: NationalIdSeal,
  ) {}

  async execute({ content, format }: UploadedFile): Promise<{ rows: number }> {
    const faults: RowError[] = [];
    const lines: Line[] = [];
    const expected = { service: 'STAFF', format, columns: COLUMNS, mostRows: MOST_ROWS };
    const read = readRows(content, expected, ({ row, field }) => {
      faults.push(rowError(row, field, 'STAFF.NATIONAL_ID_ROW'));
    });
    for await (const { row, values } of read) {
      const { staffCode, nationalId } = values;
      if (NATIONAL_ID.test(nationalId)) lines.push({ row, staffCode, nationalId });
      else faults.push(rowError(row, 'nationalId', 'STAFF.NATIONAL_ID_MALFORMED'));
    }
    return this.transaction.run(tx => this.keep(lines, [...faults, ...findTwice(lines)], tx));
  }

  private async keep(lines: Line[], wrong: RowError[], tx: Tx): Promise<{ rows: number }> {
    await lockNationalIds(tx);
    const codes = lines.map(({ staffCode }) => staffCode);
    const rows = await tx.query<{ id: string; staffCode: string }>(PEOPLE, [codes]);
    const people = new Map(rows.map(({ staffCode, id }) => [staffCode, id]));
    const known = lines.flatMap(({ row, staffCode, nationalId }) => {
      const personId = people.get(staffCode);
      return personId ? [{ row, personId, nationalId }] : [];
    });
    const taken = await findTaken(tx, this.seal.hashes(known));
    refuseFile('STAFF', [
      ...wrong,
      ...lines
        .filter(({ staffCode }) => !people.has(staffCode))
        .map(({ row, staffCode }) => rowError(row, 'staffCode', 'STAFF.NATIONAL_ID_NOBODY', { staffCode })),
      ...known
        .filter(({ personId }) => taken.has(personId))
        .map(({ row }) => rowError(row, 'nationalId', 'STAFF.NATIONAL_ID_TAKEN')),
    ]);
    await keepNationalIds(
      tx,
      known.map(one => this.seal.close(one)),
    );
    return { rows: known.length };
  }
}

function findTwice(lines: Line[]): RowError[] {
  const twice = (field: 'staffCode' | 'nationalId') => {
    const seen = new Set<string>();
    return lines.filter(line => seen.has(line[field]) || !seen.add(line[field])).map(({ row }) => ({ row, field }));
  };
  return [...twice('staffCode'), ...twice('nationalId')].map(({ row, field }) =>
    rowError(row, field, 'STAFF.NATIONAL_ID_TWICE'),
  );
}
