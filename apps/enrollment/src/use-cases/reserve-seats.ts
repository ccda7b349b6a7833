import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { IsPlainDate } from '#contracts';
import { Clock, ConflictError, DomainError, uuidFrom } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { lockOpenClasses } from '../database/lock-place.js';
import { markUnits } from '../database/mark-units.js';

export class ReserveSeats {
  @ApiProperty()
  @IsUUID()
  unitId!: string;

  @ApiProperty({ minimum: 0, description: 'In place of what was reserved before; 0 gives back what is unused' })
  @IsInt()
  @Min(0)
  @Max(10_000)
  seats!: number;

  @ApiProperty({ example: '2026-04-10', description: 'The last day; unused seats are for everybody from the next on' })
  @IsPlainDate()
  expiresOn!: string;
}

export interface ReservedSeats {
  classId: string;
  unitId: string;
  seats: number;
  used: number;
  expiresOn: string;
}

// Of other units' reservations only what is unused counts; of this unit's nothing, as it is replaced.
const STATE = `
  SELECT maximum + extra - granted - reserved + coalesce(CASE WHEN NOT expired THEN r.seats - r.used END, 0) AS free,
    coalesce(used, 0) AS used
  FROM training_class c LEFT JOIN seat_reservation r ON r.class_id = c.id AND r.unit_id = $2 WHERE c.id = $1`;

const SAVE = `
  INSERT INTO seat_reservation (id, class_id, unit_id, seats, expires_on, reserved_by) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (class_id, unit_id) DO UPDATE
    SET seats = excluded.seats, expires_on = excluded.expires_on, expired = false, reserved_by = excluded.reserved_by`;

const GIVE_BACK = `UPDATE seat_reservation SET expired = true WHERE class_id = $1 AND unit_id = $2`;

/** Keeps seats of a class for the people of one unit until a day; the database never keeps more than the class has. */
@Injectable()
export class ReserveSeatsHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(classId: string, command: ReserveSeats, key: RequestKey): Promise<ReservedSeats> {
    return this.idempotency.run(key, command, tx => this.reserve(classId, command, key.subject, tx));
  }

  private async reserve(classId: string, command: ReserveSeats, by: string, tx: Tx): Promise<ReservedSeats> {
    const { unitId, seats, expiresOn } = command;
    const { startsOn } = (await lockOpenClasses(tx, [classId])).get(classId)!;
    if (expiresOn < this.clock.today() || expiresOn >= startsOn)
      throw new DomainError('ENROLLMENT.RESERVATION_DATE', { date: startsOn });
    const [{ free, used } = { free: 0, used: 0 }] = await tx.query<{ free: number; used: number }>(STATE, [
      classId,
      unitId,
    ]);
    if (seats === 0) await tx.query(GIVE_BACK, [classId, unitId]);
    else {
      if (seats < used) throw new ConflictError('ENROLLMENT.RESERVATION_USED', { used });
      if (seats - used > free) throw new ConflictError('ENROLLMENT.RESERVATION_TOO_LARGE', { free });
      await tx.query(SAVE, [uuidFrom('reservation', classId, unitId), classId, unitId, seats, expiresOn, by]);
      // Seats can be reserved for a unit far away: from then on it is in reach.
      await tx.query('INSERT INTO class_reach (class_id, unit_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        classId,
        unitId,
      ]);
    }
    await markUnits(tx, [unitId], [classId]);
    return { classId, unitId, seats, used, expiresOn };
  }
}
