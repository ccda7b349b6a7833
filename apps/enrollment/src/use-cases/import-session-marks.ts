import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { Clock, refuseFile, rowError, type RowError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { readRows, type UploadedFile } from '#sheets';
import { lockKnown } from '../database/lock-place.js';
import { seatsOfClass } from '../database/record-marks.js';
import { begunSession, keepMarks, marksBefore } from '../database/session-marks.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import { findTwice, readSheetRow, SHEET_COLUMNS, type SheetRow } from '../rules/mark-sheet.js';
import { correctionsOf, objectionTo } from '../rules/session-marks.js';

export class ImportSessionMarks {
  /** Says what would be marked, with every fault, and does nothing. */
  @ApiPropertyOptional({ type: Boolean }) @IsOptional() @IsIn(['true', 'false']) dryRun?: 'true' | 'false';
}

interface Imported {
  classId: string;
  session: number;
  heldOn: string;
  rows: number;
  corrected: number;
  dryRun: boolean;
}

const MOST_ROWS = 1_000;

/** Marks one session from a sheet: every row, or none when anything in it is wrong. */
@Injectable()
export class ImportSessionMarksHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly config: EnrollmentConfig,
  ) {}

  async execute(
    at: { classId: string; session: number },
    query: ImportSessionMarks,
    file: UploadedFile,
    key: RequestKey,
  ): Promise<Imported> {
    const dryRun = query.dryRun === 'true';
    const faults: RowError[] = [];
    const rows = await readSheet(file, faults);
    // What counts of a sheet is what it says: the same marks under the same key are the same request.
    return this.idempotency.run(key, { dryRun, rows, faults: faults.length }, tx =>
      this.mark(at, rows, faults, { dryRun, by: key.subject }, tx),
    );
  }

  private async mark(
    at: { classId: string; session: number },
    rows: SheetRow[],
    wrong: RowError[],
    { dryRun, by }: { dryRun: boolean; by: string },
    tx: Tx,
  ): Promise<Imported> {
    const held = await begunSession(tx, at, this.clock.today(), this.config.SESSIONS_A_DAY);
    const personIds = [...new Set(rows.map(({ personId }) => personId))];
    const known = await lockKnown(tx, personIds);
    const seats = new Map((await seatsOfClass(tx, at.classId, personIds)).map(seat => [seat.personId, seat]));
    const before = await marksBefore(tx, held, personIds);
    const faults = rows.flatMap(({ row, ...wanted }) => {
      const { personId } = wanted;
      if (!known.has(personId)) return rowError(row, 'personId', 'ENROLLMENT.PERSON_UNKNOWN', { id: personId });
      const objection = objectionTo(wanted, seats.get(personId), before.get(personId));
      return objection ? rowError(row, objection.field, objection.code, objection.params) : [];
    });
    refuseFile('ENROLLMENT', [...wrong, ...findTwice(rows), ...faults]);
    const corrections = correctionsOf(rows, before);
    if (!dryRun) await keepMarks(tx, held, by, rows, corrections);
    return { ...held, rows: rows.length, corrected: corrections.length, dryRun };
  }
}

async function readSheet({ content, format }: UploadedFile, faults: RowError[]): Promise<SheetRow[]> {
  const expected = { service: 'ENROLLMENT', format, columns: SHEET_COLUMNS, mostRows: MOST_ROWS };
  const sheet: SheetRow[] = [];
  const rows = readRows(content, expected, ({ row, field, params }) => {
    faults.push(rowError(row, field, 'ENROLLMENT.ROW_MALFORMED', params));
  });
  for await (const { row, values } of rows) {
    const read = readSheetRow(row, values, faults);
    if (read) sheet.push(read);
  }
  return sheet;
}
