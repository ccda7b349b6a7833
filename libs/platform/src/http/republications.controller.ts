import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, Length } from 'class-validator';
import { Republisher, type RepublicationView } from '#messaging';
import { Allow } from '../auth/allow.js';
import { Idempotency, IdempotencyKey, type RequestKey } from './idempotency.js';

class Republish {
  @ApiPropertyOptional({ example: 'staff.assignment', description: 'Only this topic' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  topic?: string;

  @ApiPropertyOptional({ description: 'Only messages about this person, unit, class …' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  key?: string;

  @ApiPropertyOptional({ example: '2025-07-01T00:00:00Z', description: 'First sent at this moment or later' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ description: 'First sent before this moment' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;

  @IsString() @Length(3, 500) reason!: string;
}

/** For an operator whose consumer missed something: the messages that this service has sent, once more. */
@ApiTags('republications')
@ApiBearerAuth()
@Allow('operator')
@Controller('v1/republications')
export class RepublicationsController {
  constructor(
    private readonly republisher: Republisher,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Send again what was sent, under the same ids: who has had it does not count it twice' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  async republish(@Body() body: Republish, @IdempotencyKey() key: RequestKey): Promise<{ id: string }> {
    const job = await this.idempotency.run(key, body, tx =>
      this.republisher.request(tx, { ...body, requestedBy: key.subject }),
    );
    this.republisher.wake();
    return job;
  }

  @Get()
  @ApiOperation({ summary: 'The last hundred republications and how far they are' })
  list(): Promise<RepublicationView[]> {
    return this.republisher.list();
  }

  @Get(':id')
  show(@Param('id', ParseUUIDPipe) id: string): Promise<RepublicationView> {
    return this.republisher.show(id);
  }
}
