import { Body, Controller, Get, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, AtCursor, Caller, Cursor, Reach, type Account } from '#platform';
import { ListNotices, ListNoticesHandler } from './use-cases/list-notices.js';
import { SetMailbox, SetMailboxHandler } from './use-cases/set-mailbox.js';

@ApiTags('notices')
@ApiBearerAuth()
@Controller('v1')
export class NoticesController {
  constructor(
    private readonly list: ListNoticesHandler,
    private readonly setMailbox: SetMailboxHandler,
  ) {}

  @Get('notices')
  @Allow('hr-officer', 'scheduler', 'auditor', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'What units were told about their people, the newest first' })
  notices(@Query() query: ListNotices, @AtCursor() cursor: Cursor) {
    return this.list.notices(query, cursor);
  }

  @Get('mails')
  @Allow('hr-officer', 'scheduler', 'auditor', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'The mails to units, sent or kept here' })
  mails(@Query() query: ListNotices, @AtCursor() cursor: Cursor) {
    return this.list.mails(query, cursor);
  }

  @Put('units/:id/mailbox')
  @Allow('hr-officer', 'scheduler')
  @Reach('units')
  @ApiOperation({ summary: 'Where a unit gets its notices as mail' })
  mailbox(@Param('id', ParseUUIDPipe) id: string, @Body() body: SetMailbox, @Caller() { subject }: Account) {
    return this.setMailbox.execute(id, body, subject);
  }
}
