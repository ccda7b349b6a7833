import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, IdempotencyKey, IfMatch, type RequestKey } from '#platform';
import { CorrectAbsence, CorrectAbsenceHandler } from './use-cases/correct-absence.js';
import { EndAbsence, EndAbsenceHandler } from './use-cases/end-absence.js';
import { RecordAbsence, RecordAbsenceHandler } from './use-cases/record-absence.js';

@ApiTags('people')
@ApiBearerAuth()
@Controller('v1/people/:id/absences')
export class AbsencesController {
  constructor(
    private readonly recordAbsence: RecordAbsenceHandler,
    private readonly endAbsence: EndAbsenceHandler,
    private readonly correctAbsence: CorrectAbsenceHandler,
  ) {}

  @Post()
  @HttpCode(201)
  @Allow('scheduler')
  @ApiOperation({ summary: 'Record a leave or a secondment; post and duties stay' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  record(@Param('id', ParseUUIDPipe) id: string, @Body() body: RecordAbsence, @IdempotencyKey() key: RequestKey) {
    return this.recordAbsence.execute(id, body, key);
  }

  @Post(':absenceId/end')
  @HttpCode(200)
  @Allow('scheduler')
  @ApiOperation({ summary: 'Record the first day back' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  end(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('absenceId', ParseUUIDPipe) absenceId: string,
    @Body() body: EndAbsence,
    @IdempotencyKey() key: RequestKey,
  ) {
    return this.endAbsence.execute(id, absenceId, body, key);
  }

  @Post(':absenceId/corrections')
  @HttpCode(201)
  @Allow('scheduler')
  @ApiOperation({
    summary:
      'Put right what was recorded of an absence, or take it back; what had been known stays readable by knownOn',
  })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  correct(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('absenceId', ParseUUIDPipe) absenceId: string,
    @IfMatch() version: number,
    @Body() body: CorrectAbsence,
    @IdempotencyKey() key: RequestKey,
  ) {
    return this.correctAbsence.execute(id, absenceId, version, body, key);
  }
}
