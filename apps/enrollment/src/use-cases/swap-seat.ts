import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { Clock, DomainError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { placeByHand } from '../allocator/place-by-hand.js';
import { lockOpenClasses, lockSeat, refuse, seatHeldBy } from '../database/lock-place.js';
import { markUnits } from '../database/mark-units.js';
import { releaseSeats } from '../database/write-seats.js';

export class SwapSeat {
  @ApiProperty({ description: 'Who takes the seat; of the same unit' })
  @IsUUID()
  personId!: string;

  @ApiProperty({ example: 'Thay người trực bộ phận một cửa' })
  @IsString()
  @Length(3, 500)
  reason!: string;
}

export interface SwappedSeat {
  seatId: string;
  /** The seat that the person before got in return; null when the other had none. */
  inReturn: string | null;
}

/** Two people of a unit change places: one takes the other's seat, and gives the own one in return if there is any. */
@Injectable()
export class SwapSeatHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(seatId: string, command: SwapSeat, key: RequestKey): Promise<SwappedSeat> {
    return this.idempotency.run(key, command, tx => this.swap(seatId, command, key.subject, tx));
  }

  private async swap(seatId: string, { personId, reason }: SwapSeat, placedBy: string, tx: Tx): Promise<SwappedSeat> {
    const given = await lockSeat(tx, seatId, personId);
    const { unitId } = given;
    await requireOfUnit(tx, personId, unitId);
    const other = await seatHeldBy(tx, personId);
    await lockOpenClasses(tx, other ? [given.classId, other.classId] : [given.classId]);
    const today = this.clock.today();
    await releaseSeats(tx, other ? [given, other] : [given], 'swapped');
    if (!other) await refuse(tx, given, { reason, on: today, by: placedBy });
    const by = { unitId, by: 'swap', placedBy, today } as const;
    const placed = await placeByHand(tx, { ...by, classId: given.classId, personId });
    const back = other && (await placeByHand(tx, { ...by, classId: other.classId, personId: given.personId }));
    await markUnits(tx, [unitId], [given.classId]);
    return { seatId: placed.seatId, inReturn: back?.seatId ?? null };
  }
}

async function requireOfUnit(tx: Tx, personId: string, unitId: string): Promise<void> {
  const [person] = await tx.query<{ unitId: string | null }>(
    'SELECT unit_id AS "unitId" FROM person_state WHERE person_id = $1',
    [personId],
  );
  if (!person) throw new NotFoundError('ENROLLMENT.PERSON_UNKNOWN', { id: personId });
  if (person.unitId !== unitId) throw new DomainError('ENROLLMENT.NOT_OF_UNIT', { personId, unitId });
}
