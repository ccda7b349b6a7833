import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  AccessToken,
  type Account,
  Allow,
  AtCursor,
  Caller,
  Cursor,
  etag,
  IdempotencyKey,
  IfMatch,
  Reach,
  type RequestKey,
} from '#platform';
import { CorrectHistory, CorrectHistoryHandler } from './use-cases/correct-history.js';
import { ErasePerson, ErasePersonHandler } from './use-cases/erase-person.js';
import { ListPeople, ListPeopleHandler } from './use-cases/list-people.js';
import { NamePeople, NamePeopleHandler } from './use-cases/name-people.js';
import { ReassignPerson, ReassignPersonHandler } from './use-cases/reassign-person.js';
import { ShowPerson, ShowPersonHandler } from './use-cases/show-person.js';

@ApiTags('people')
@ApiBearerAuth()
@Controller('v1')
export class PeopleController {
  constructor(
    private readonly listPeople: ListPeopleHandler,
    private readonly showPerson: ShowPersonHandler,
    private readonly reassignPerson: ReassignPersonHandler,
    private readonly correctHistory: CorrectHistoryHandler,
    private readonly erasePerson: ErasePersonHandler,
    private readonly namePeople: NamePeopleHandler,
  ) {}

  @Get('people')
  @Allow('hr-officer', 'scheduler', 'auditor', 'data-officer')
  @Reach('units')
  @ApiOperation({ summary: 'Who holds a post on a day, page by page' })
  list(@Query() query: ListPeople, @AtCursor() cursor: Cursor) {
    return this.listPeople.execute(query, cursor);
  }

  @Post('person-names')
  @HttpCode(200)
  @Allow('scheduler', 'trainer')
  @Reach('classes')
  @ApiOperation({
    summary: 'What people are called, by id; for lists and certificates of other services. Trainers: whom they teach',
  })
  names(@Body() body: NamePeople, @Caller() by: Account, @AccessToken() token: string) {
    return this.namePeople.execute(body, by, token);
  }

  @Get('people/:id')
  @Allow('hr-officer', 'scheduler', 'auditor', 'data-officer')
  @Reach('units')
  @ApiOperation({ summary: 'One person with every post and duty ever held' })
  async show(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ShowPerson,
    @Res({ passthrough: true }) response: Response,
  ) {
    const person = await this.showPerson.execute(id, query);
    response.setHeader('ETag', etag(person.revision));
    return person;
  }

  @Post('people/:id/corrections')
  @HttpCode(201)
  @Allow('scheduler')
  @ApiOperation({ summary: 'Put right what was recorded of one person; what had been known stays readable by knownOn' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  correct(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() revision: number,
    @Body() body: CorrectHistory,
    @IdempotencyKey() key: RequestKey,
  ) {
    return this.correctHistory.execute(id, revision, body, key);
  }

  @Post('people/:id/reassignments')
  @HttpCode(201)
  @Allow('hr-officer', 'scheduler')
  @Reach('units')
  @ApiOperation({ summary: 'Appoint, reassign or let go one person by hand' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  reassign(@Param('id', ParseUUIDPipe) id: string, @Body() body: ReassignPerson, @IdempotencyKey() key: RequestKey) {
    return this.reassignPerson.execute(id, body, key);
  }

  @Post('people/:id/erasure')
  @HttpCode(200)
  @Allow('operator')
  @ApiOperation({ summary: 'Forget name and national id of somebody who left, once the archive period is over' })
  @ApiHeader({ name: 'If-Match', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  erase(
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() revision: number,
    @Body() body: ErasePerson,
    @IdempotencyKey() key: RequestKey,
  ) {
    return this.erasePerson.execute(id, revision, body, key);
  }
}
