import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Clock, DomainError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { placeByHand } from '../allocator/place-by-hand.js';
import { lockOpenClasses, lockPeople } from '../database/lock-place.js';
import { markUnits } from '../database/mark-units.js';

export class Nominate {
  @ApiProperty()
  @IsUUID()
  classId!: string;

  @ApiProperty()
  @IsUUID()
  personId!: string;
}

/** A unit names one of its people for a class: the seat is given at once, or the rule that forbids it is told. */
@Injectable()
export class NominateHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(command: Nominate, key: RequestKey): Promise<{ seatId: string }> {
    return this.idempotency.run(key, command, tx => this.nominate(command, key.subject, tx));
  }

  private async nominate({ classId, personId }: Nominate, placedBy: string, tx: Tx): Promise<{ seatId: string }> {
    const unitId = (await lockPeople(tx, [personId])).get(personId);
    if (!unitId) throw new DomainError('ENROLLMENT.OWES_NOTHING', { personId });
    await lockOpenClasses(tx, [classId]);
    const seat = { classId, personId, unitId, by: 'nomination', placedBy, today: this.clock.today() } as const;
    const placed = await placeByHand(tx, seat);
    await markUnits(tx, [unitId]);
    return placed;
  }
}
