import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, AtCursor, Cursor, IdempotencyKey, Reach, type RequestKey } from '#platform';
import { ConfirmSeatHandler } from './use-cases/confirm-seat.js';
import { Nominate, NominateHandler } from './use-cases/nominate.js';
import { ReserveSeats, ReserveSeatsHandler } from './use-cases/reserve-seats.js';
import { ShowWaitlist, ShowWaitlistHandler } from './use-cases/show-waitlist.js';
import { SwapSeat, SwapSeatHandler } from './use-cases/swap-seat.js';
import { WithdrawSeat, WithdrawSeatHandler } from './use-cases/withdraw-seat.js';

@ApiTags('seats')
@ApiBearerAuth()
@Controller('v1')
export class SeatsController {
  constructor(
    private readonly nominate: NominateHandler,
    private readonly withdraw: WithdrawSeatHandler,
    private readonly swap: SwapSeatHandler,
    private readonly confirm: ConfirmSeatHandler,
    private readonly reserve: ReserveSeatsHandler,
    private readonly showWaitlist: ShowWaitlistHandler,
  ) {}

  @Get('waitlist')
  @Allow('hr-officer', 'scheduler', 'auditor', 'operator')
  @Reach('units')
  @ApiOperation({ summary: 'Who waits for a seat, in the published order, and why each class passed by' })
  waitlist(@Query() query: ShowWaitlist, @AtCursor() cursor: Cursor) {
    return this.showWaitlist.execute(query, cursor);
  }

  @Post('classes/:id/reservations')
  @HttpCode(200)
  @Allow('scheduler')
  @ApiOperation({ summary: 'Reserve seats of a class for one unit until a day, in place of what was reserved before' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  reservation(@Param('id', ParseUUIDPipe) id: string, @Body() body: ReserveSeats, @IdempotencyKey() key: RequestKey) {
    return this.reserve.execute(id, body, key);
  }

  @Post('nominations')
  @Allow('hr-officer', 'scheduler')
  @Reach('units')
  @ApiOperation({ summary: 'Name a person for a class; the seat is given at once or refused with the rule' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  nomination(@Body() body: Nominate, @IdempotencyKey() key: RequestKey) {
    return this.nominate.execute(body, key);
  }

  @Post('seats/:id/withdrawal')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler')
  @Reach('units')
  @ApiOperation({ summary: 'Give a seat back; it goes to whoever is next' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  withdrawal(@Param('id', ParseUUIDPipe) id: string, @Body() body: WithdrawSeat, @IdempotencyKey() key: RequestKey) {
    return this.withdraw.execute(id, body, key);
  }

  @Post('seats/:id/swap')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler')
  @Reach('units')
  @ApiOperation({ summary: 'Let another person of the unit take the seat, in return for the own one if there is any' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  exchange(@Param('id', ParseUUIDPipe) id: string, @Body() body: SwapSeat, @IdempotencyKey() key: RequestKey) {
    return this.swap.execute(id, body, key);
  }

  @Post('seats/:id/confirmation')
  @HttpCode(200)
  @Allow('hr-officer', 'scheduler')
  @Reach('units')
  @ApiOperation({ summary: 'Say that the person will come' })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  confirmation(@Param('id', ParseUUIDPipe) id: string, @IdempotencyKey() key: RequestKey) {
    return this.confirm.execute(id, key);
  }
}
