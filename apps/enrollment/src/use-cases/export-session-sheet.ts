import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { csvOf, workbookOf, type Column } from '#sheets';
import { EnrollmentConfig } from '../enrollment.config.js';
import { Registry } from '../registry.js';
import { MARK_WORDS, SHEET_COLUMNS, type SheetColumn } from '../rules/mark-sheet.js';
import { requireSession } from '../rules/session-marks.js';
import type { SessionMark } from '../rules/session-result.js';

export const SHEET_FORMATS = ['csv', 'xlsx'] as const;

export class ExportSessionSheet {
  @ApiPropertyOptional({ enum: SHEET_FORMATS, default: 'xlsx' })
  @IsOptional()
  @IsIn(SHEET_FORMATS)
  format: (typeof SHEET_FORMATS)[number] = 'xlsx';
}

type Line = Record<SheetColumn, string>;

const CLASS = 'SELECT starts_on AS "startsOn", ends_on AS "endsOn" FROM training_class WHERE id = $1';

const SEATED = `
  SELECT s.person_id AS "personId", mark FROM seat s
  LEFT JOIN session_mark m ON m.class_id = s.class_id AND m.session = $2 AND m.person_id = s.person_id
  WHERE s.class_id = $1 AND s.status = 'granted' ORDER BY s.person_id`;

const WIDTHS: Record<SheetColumn, number> = { personId: 38, staffCode: 14, fullName: 30, mark: 12, reason: 30 };
const COLUMNS = SHEET_COLUMNS.map((key): Column<SheetColumn> => ({ key, title: key, width: WIDTHS[key] }));
const byName = new Intl.Collator('vi');

/** The sheet of a session as a file to fill in and send back: who has a seat, and the marks that are known. */
@Injectable()
export class ExportSessionSheetHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly registry: Registry,
    private readonly config: EnrollmentConfig,
  ) {}

  async execute(classId: string, session: number, format: 'csv' | 'xlsx', token: string): Promise<Buffer> {
    const lines = await this.lines(classId, session, token);
    return format === 'csv' ? csvOf(COLUMNS, lines) : xlsx(lines, session);
  }

  private async lines(classId: string, session: number, token: string): Promise<Line[]> {
    const [held] = await queryRows<{ startsOn: string; endsOn: string }>(this.dataSource, CLASS, [classId]);
    if (!held) throw new NotFoundError('ENROLLMENT.CLASS_UNKNOWN', { id: classId });
    requireSession(held, session, this.config.SESSIONS_A_DAY);
    const seated = await queryRows<{ personId: string; mark: SessionMark | null }>(this.dataSource, SEATED, [
      classId,
      session,
    ]);
    const names = await this.registry.names(
      seated.map(({ personId }) => personId),
      token,
    );
    return seated
      .map(({ personId, mark }) => {
        const { staffCode = '', fullName = '' } = names.get(personId) ?? {};
        return { personId, staffCode, fullName, mark: mark ? MARK_WORDS[mark] : '', reason: '' };
      })
      .sort((a, b) => byName.compare(a.fullName, b.fullName) || (a.personId < b.personId ? -1 : 1));
  }
}

function xlsx(lines: Line[], session: number): Promise<Buffer> {
  const words = `"${Object.values(MARK_WORDS).join(',')}"`;
  return workbookOf(`Buổi ${session}`, COLUMNS, lines, sheet => {
    sheet.getColumn('mark').eachCell((cell, row) => {
      if (row > 1) cell.dataValidation = { type: 'list', allowBlank: true, formulae: [words] };
    });
  });
}
