import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import { Clock, ConflictError, DomainError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { DUTY_FIELDS, loadPeople } from '../database/load-people.js';
import { markUnits } from '../database/mark-units.js';
import { publish, saveDuties } from '../database/save-people.js';
import { releaseSeats } from '../database/write-seats.js';
import { waived } from '../rules/duty-events.js';
import type { TrainingDuty } from '../rules/person-training.js';

export class WaiveDuty {
  @ApiProperty({ example: 'Nghỉ thai sản theo Quyết định 31/QĐ-SNV' })
  @IsString()
  @Length(3, 500)
  reason!: string;

  @ApiProperty({ example: '2026-09-30', description: 'The last day; from the next on the duty is owed again' })
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
  until!: string;
}

const DUTY = `SELECT ${DUTY_FIELDS} FROM training_duty WHERE id = $1`;

const KEEP = `
  INSERT INTO duty_waiver (duty_id, revision, person_id, reason, until, waived_on, waived_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/** Sets a duty aside until a day, with the reason; a move that the programme asks about before that opens one anyway. */
@Injectable()
export class WaiveDutyHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(dutyId: string, command: WaiveDuty, key: RequestKey): Promise<{ dutyId: string; until: string }> {
    return this.idempotency.run(key, command, tx => this.waive(dutyId, command, key.subject, tx));
  }

  private async waive(dutyId: string, { reason, until }: WaiveDuty, by: string, tx: Tx) {
    const today = this.clock.today();
    if (until < today) throw new DomainError('ENROLLMENT.WAIVER_OVER', { date: until });
    const [found] = await tx.query<TrainingDuty>(DUTY, [dutyId]);
    if (!found) throw new NotFoundError('ENROLLMENT.DUTY_UNKNOWN', { id: dutyId });
    const { personId } = found;
    const [person] = await loadPeople(tx, [personId]);
    const duty = person?.duties.find(({ id, status }) => id === dutyId && status === 'open');
    if (!person || !duty) throw new ConflictError('ENROLLMENT.DUTY_NOT_OPEN', { id: dutyId });
    const { duty: changed, told } = waived(duty, 'decided', today);
    await saveDuties(tx, [changed]);
    publish(tx, [told]);
    await tx.query(KEEP, [dutyId, changed.revision, personId, reason, until, today, by]);
    const owesMore = person.duties.some(({ id, status }) => id !== dutyId && status === 'open');
    if (person.seat && !owesMore) {
      const { id: seatId, classId } = person.seat;
      await releaseSeats(tx, [{ seatId, classId, personId }], 'no-duty');
      await markUnits(tx, [], [classId]);
    }
    await markUnits(tx, [duty.unitId]);
    return { dutyId, until };
  }
}
