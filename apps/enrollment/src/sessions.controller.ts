import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Query,
  StreamableFile,
} from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AccessToken, Allow, IdempotencyKey, Reach, type RequestKey } from '#platform';
import { CSV, FILE_TYPES, XLSX, UploadedSheet, type UploadedFile } from '#sheets';
import { ConcludeClassHandler } from './use-cases/conclude-class.js';
import { ExportSessionSheet, ExportSessionSheetHandler } from './use-cases/export-session-sheet.js';
import { ImportSessionMarks, ImportSessionMarksHandler } from './use-cases/import-session-marks.js';
import { ListSessionsHandler } from './use-cases/list-sessions.js';
import { RecordSession, RecordSessionHandler } from './use-cases/record-session.js';

@ApiTags('sessions')
@ApiBearerAuth()
@Controller('v1/classes/:id')
export class SessionsController {
  constructor(
    private readonly recordSession: RecordSessionHandler,
    private readonly concludeClass: ConcludeClassHandler,
    private readonly listSessions: ListSessionsHandler,
    private readonly importMarks: ImportSessionMarksHandler,
    private readonly exportSheet: ExportSessionSheetHandler,
  ) {}

  @Get('session-marks')
  @Allow('hr-officer', 'scheduler', 'trainer', 'auditor')
  @Reach('units', 'classes')
  @ApiOperation({ summary: 'Who was there in which session, with what was corrected' })
  marks(@Param('id', ParseUUIDPipe) id: string) {
    return this.listSessions.execute(id);
  }

  @Post('sessions/:session/marks')
  @HttpCode(200)
  @Allow('trainer', 'scheduler')
  @Reach('classes')
  @ApiOperation({ summary: 'Mark who was there in a session; two sessions a day, counted from 1' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  record(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('session', ParseIntPipe) session: number,
    @Body() body: RecordSession,
    @IdempotencyKey() key: RequestKey,
  ) {
    return this.recordSession.execute(id, session, body, key);
  }

  @Get('sessions/:session/sheet')
  @Allow('trainer', 'scheduler')
  @Reach('classes')
  @ApiOperation({
    summary: 'The sheet of a session to fill in: who has a seat, by name, with the marks that are known',
  })
  @ApiProduces(CSV, XLSX)
  async sheet(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('session', ParseIntPipe) session: number,
    @Query() { format }: ExportSessionSheet,
    @AccessToken() token: string,
  ) {
    return new StreamableFile(await this.exportSheet.execute(id, session, format, token), {
      type: format === 'csv' ? `${CSV}; charset=utf-8` : XLSX,
      disposition: `attachment; filename="session-${session}.${format}"`,
    });
  }

  @Post('sessions/:session/mark-imports')
  @HttpCode(200)
  @Allow('trainer', 'scheduler')
  @Reach('classes')
  @ApiOperation({ summary: 'Mark a session from its sheet: every row, or none when anything is wrong (422)' })
  @ApiConsumes(...Object.keys(FILE_TYPES))
  @ApiBody({ schema: { type: 'string' } })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  marksOfSheet(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('session', ParseIntPipe) session: number,
    @Query() query: ImportSessionMarks,
    @UploadedSheet({ service: 'ENROLLMENT' }) file: UploadedFile,
    @IdempotencyKey() key: RequestKey,
  ) {
    return this.importMarks.execute({ classId: id, session }, query, file, key);
  }

  @Post('conclusion')
  @HttpCode(200)
  @Allow('trainer', 'scheduler')
  @Reach('classes')
  @ApiOperation({
    summary: 'End the class: who was in enough of its sessions (ATTENDANCE_PERCENT) gets the certificate',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  conclude(@Param('id', ParseUUIDPipe) id: string, @IdempotencyKey() key: RequestKey) {
    return this.concludeClass.execute(id, key);
  }
}
