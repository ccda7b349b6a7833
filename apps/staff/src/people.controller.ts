import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, IdempotencyKey, Reach, type RequestKey } from '#platform';
import { ListPeople, ListPeopleHandler } from './use-cases/list-people.js';
import { ReassignPerson, ReassignPersonHandler } from './use-cases/reassign-person.js';
import { ShowPersonHandler } from './use-cases/show-person.js';

@ApiTags('people')
@ApiBearerAuth()
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly listPeople: ListPeopleHandler,
    private readonly showPerson: ShowPersonHandler,
    private readonly reassignPerson: ReassignPersonHandler,
  ) {}

  @Get()
  @Allow('hr-officer', 'scheduler', 'auditor')
  @Reach('units')
  @ApiOperation({ summary: 'Who holds a post on a day, page by page' })
  list(@Query() query: ListPeople) {
    return this.listPeople.execute(query);
  }

  @Get(':id')
  @Allow('hr-officer', 'scheduler', 'auditor')
  @Reach('units')
  @ApiOperation({ summary: 'One person with every post and duty ever held' })
  show(@Param('id', ParseUUIDPipe) id: string) {
    return this.showPerson.execute(id);
  }

  @Post(':id/reassignments')
  @HttpCode(201)
  @Allow('hr-officer', 'scheduler')
  @Reach('units')
  @ApiOperation({ summary: 'Appoint, reassign or let go one person by hand' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  reassign(@Param('id', ParseUUIDPipe) id: string, @Body() body: ReassignPerson, @IdempotencyKey() key: RequestKey) {
    return this.reassignPerson.execute(id, body, key);
  }
}
