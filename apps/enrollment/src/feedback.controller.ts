import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Guessable, IdempotencyKey, Reach, type RequestKey } from '#platform';
import { GiveFeedback, GiveFeedbackHandler } from './use-cases/give-feedback.js';
import { ShowFeedbackHandler } from './use-cases/show-feedback.js';

@ApiTags('feedback')
@ApiBearerAuth()
@Controller('v1/classes/:id/feedback')
export class FeedbackController {
  constructor(
    private readonly giveFeedback: GiveFeedbackHandler,
    private readonly showFeedback: ShowFeedbackHandler,
  ) {}

  // People have no accounts of their own: their unit hands the sheets in. Whoever taught the class never does.
  @Post()
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler')
  @Reach('units')
  @Guessable('answers')
  @ApiOperation({
    summary: 'Hand in what people thought of a class that they were in, in place of what they said before',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  give(@Param('id', ParseUUIDPipe) id: string, @Body() body: GiveFeedback, @IdempotencyKey() key: RequestKey) {
    return this.giveFeedback.execute(id, body, key);
  }

  @Get()
  @Allow('hr-officer', 'scheduler', 'reviewer', 'chairman', 'trainer', 'auditor')
  @Reach('all', 'classes')
  @ApiOperation({ summary: 'How the people of a class rated it, once no answer can come any more and if enough did' })
  show(@Param('id', ParseUUIDPipe) id: string) {
    return this.showFeedback.execute(id);
  }
}
