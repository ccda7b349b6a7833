import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { Clock } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { lockOpenClasses, lockSeat, refuse } from '../database/lock-place.js';
import { markUnits } from '../database/mark-units.js';
import { releaseSeats } from '../database/write-seats.js';

export class WithdrawSeat {
  @ApiProperty({ example: 'Đi công tác theo Quyết định 12/QĐ-UBND' })
  @IsString()
  @Length(3, 500)
  reason!: string;
}

/** The unit gives a seat back. It goes to whoever is next; its person waits for another class, and never for this one. */
@Injectable()
export class WithdrawSeatHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(seatId: string, { reason }: WithdrawSeat, key: RequestKey): Promise<{ seatId: string; classId: string }> {
    return this.idempotency.run(key, { reason }, async (tx: Tx) => {
      const seat = await lockSeat(tx, seatId);
      await lockOpenClasses(tx, [seat.classId]);
      await refuse(tx, seat, { reason, on: this.clock.today(), by: key.subject });
      await releaseSeats(tx, [seat], 'withdrawn');
      await markUnits(tx, [seat.unitId], [seat.classId]);
      return { seatId, classId: seat.classId };
    });
  }
}
