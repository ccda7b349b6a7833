import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { DeadLetters, Redrive, type DeadLetterView } from '#messaging';
import { Allow } from '../auth/allow.js';

class LetterQuery {
  @IsIn(['open', 'redriven', 'discarded']) status: string = 'open';
}

class Reason {
  @IsString() @Length(3, 500) reason!: string;
}

/** Messages that this service could not process, for an operator to send again or to discard with a reason. */
@ApiTags('dead letters')
@ApiBearerAuth()
@Allow('operator')
@Controller('v1/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly redriver: Redrive,
  ) {}

  @Get()
  list(@Query() { status }: LetterQuery): Promise<DeadLetterView[]> {
    return this.letters.list(status);
  }

  /** With headers and payload, as they came. */
  @Get(':id')
  show(@Param('id', ParseUUIDPipe) id: string) {
    return this.letters.show(id);
  }

  /** Processes it once more, here and now; 422 with the reason when it still fails. */
  @Post(':id/redrive')
  @HttpCode(204)
  redrive(@Param('id', ParseUUIDPipe) id: string, @Body() { reason }: Reason): Promise<void> {
    return this.redriver.execute(id, reason);
  }

  @Post(':id/discard')
  @HttpCode(204)
  discard(@Param('id', ParseUUIDPipe) id: string, @Body() { reason }: Reason): Promise<void> {
    return this.letters.discard(id, reason);
  }
}
