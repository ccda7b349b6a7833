import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, IdempotencyKey, Reach, type RequestKey } from '#platform';
import { ConcludeClassHandler } from './use-cases/conclude-class.js';
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
  ) {}

  @Get('session-marks')
  @Allow('hr-officer', 'scheduler', 'trainer', 'auditor')
  @Reach('units')
  @ApiOperation({ summary: 'Who was there in which session, with what was corrected' })
  marks(@Param('id', ParseUUIDPipe) id: string) {
    return this.listSessions.execute(id);
  }

  @Post('sessions/:session/marks')
  @HttpCode(200)
  @Allow('trainer', 'scheduler')
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

  @Post('conclusion')
  @HttpCode(200)
  @Allow('trainer', 'scheduler')
  @ApiOperation({ summary: 'End the class: who was in four sessions of five gets the certificate' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  conclude(@Param('id', ParseUUIDPipe) id: string, @IdempotencyKey() key: RequestKey) {
    return this.concludeClass.execute(id, key);
  }
}
