import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Account, Allow, AtCursor, Caller, Cursor, Reach } from '#platform';
import { ListDuties, ListDutiesHandler } from './use-cases/list-duties.js';
import { ListTaught, ListTaughtHandler } from './use-cases/list-taught.js';
import { PersonTrainingHandler } from './use-cases/person-training.js';

@ApiTags('people')
@ApiBearerAuth()
@Controller('v1')
export class PeopleController {
  constructor(
    private readonly listDuties: ListDutiesHandler,
    private readonly personTraining: PersonTrainingHandler,
    private readonly listTaught: ListTaughtHandler,
  ) {}

  @Get('duties')
  @Allow('hr-officer', 'scheduler', 'auditor', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'Training duties in the order of their ids' })
  duties(@Query() query: ListDuties, @AtCursor() cursor: Cursor, @Caller() { units }: Account) {
    return this.listDuties.execute(query, cursor, units);
  }

  @Post('people/taught')
  @HttpCode(200)
  @Allow('trainer')
  @Reach('classes')
  @ApiOperation({ summary: 'Which of these people have a seat in a class of the caller; the registry names no others' })
  taught(@Body() body: ListTaught, @Caller() { subject }: Account) {
    return this.listTaught.execute(body, subject);
  }

  @Get('people/:id/training')
  @Allow('hr-officer', 'scheduler', 'trainer', 'auditor', 'operator')
  @Reach('units', 'classes')
  @ApiOperation({ summary: 'Duties, seats and certificates of one person' })
  training(@Param('id', ParseUUIDPipe) id: string) {
    return this.personTraining.execute(id);
  }
}
