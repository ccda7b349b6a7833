import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Idempotency, type RequestKey } from '#platform';
import { lockSeat } from '../database/lock-place.js';

/** The unit says that the person will come. */
@Injectable()
export class ConfirmSeatHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(seatId: string, key: RequestKey): Promise<{ seatId: string; confirmedOn: string }> {
    return this.idempotency.run(key, {}, async tx => {
      await lockSeat(tx, seatId);
      const [confirmed] = await tx.query<{ confirmedOn: string }>(
        `UPDATE seat SET confirmed_on = coalesce(confirmed_on, $2) WHERE id = $1 RETURNING confirmed_on AS "confirmedOn"`,
        [seatId, this.clock.today()],
      );
      return { seatId, confirmedOn: confirmed!.confirmedOn };
    });
  }
}
