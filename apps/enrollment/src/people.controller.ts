import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, IdempotencyKey, Reach, type RequestKey } from '#platform';
import { ListDuties, ListDutiesHandler } from './use-cases/list-duties.js';
import { PersonTrainingHandler } from './use-cases/person-training.js';
import { WaiveDuty, WaiveDutyHandler } from './use-cases/waive-duty.js';

@ApiTags('people')
@ApiBearerAuth()
@Controller('v1')
export class PeopleController {
  constructor(
    private readonly listDuties: ListDutiesHandler,
    private readonly personTraining: PersonTrainingHandler,
    private readonly waiveDuty: WaiveDutyHandler,
  ) {}

  @Get('duties')
  @Allow('hr-officer', 'scheduler', 'auditor', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'Training duties in the order of their ids' })
  duties(@Query() query: ListDuties) {
    return this.listDuties.execute(query);
  }

  @Post('duties/:id/waiver')
  @HttpCode(200)
  @Allow('scheduler')
  @ApiOperation({ summary: 'Set a duty aside until a day; it is owed again after it, or by the next move' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  waiver(@Param('id', ParseUUIDPipe) id: string, @Body() body: WaiveDuty, @IdempotencyKey() key: RequestKey) {
    return this.waiveDuty.execute(id, body, key);
  }

  @Get('people/:id/training')
  @Allow('hr-officer', 'scheduler', 'trainer', 'auditor', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'Duties, seats and certificates of one person' })
  training(@Param('id', ParseUUIDPipe) id: string) {
    return this.personTraining.execute(id);
  }
}
