import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { IsPlainDate } from '#contracts';
import { Clock, ConflictError, DomainError, ForbiddenError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { DUTY_FIELDS, loadPeople } from '../database/load-people.js';
import { waiveDuties } from '../database/waive-duties.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import type { TrainingDuty } from '../rules/person-training.js';

export class WaiveDuty {
  @ApiProperty({ example: 'Nghỉ thai sản theo Quyết định 31/QĐ-SNV' })
  @IsString()
  @Length(3, 500)
  reason!: string;

  @ApiProperty({ example: '2026-09-30', description: 'The last day; from the next on the duty is owed again' })
  @IsPlainDate()
  until!: string;
}

const DUTY = `SELECT ${DUTY_FIELDS} FROM training_duty WHERE id = $1`;

// One request of an account at a time is counted, so that two at once are not both the last one allowed.
const ALONE = `SELECT pg_advisory_xact_lock(hashtextextended('duty_waiver ' || $1, 654))`;
const TODAY = `
  SELECT count(*)::int AS duties FROM duty_waiver WHERE waived_by = $1 AND waived_on = $2 AND bulk_waiver_id IS NULL`;

/** Sets a duty aside until a day, with the reason; a move that the programme asks about before that opens one anyway. */
@Injectable()
export class WaiveDutyHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly config: EnrollmentConfig,
  ) {}

  execute(dutyId: string, command: WaiveDuty, key: RequestKey): Promise<{ dutyId: string; until: string }> {
    return this.idempotency.run(key, command, tx => this.waive(dutyId, command, key.subject, tx));
  }

  private async waive(dutyId: string, { reason, until }: WaiveDuty, by: string, tx: Tx) {
    const today = this.clock.today();
    if (until < today) throw new DomainError('ENROLLMENT.WAIVER_OVER', { date: until });
    const [found] = await tx.query<TrainingDuty>(DUTY, [dutyId]);
    if (!found) throw new NotFoundError('ENROLLMENT.DUTY_UNKNOWN', { id: dutyId });
    await this.requireFew(by, today, tx);
    const { personId } = found;
    const [person] = await loadPeople(tx, [personId]);
    const duty = person?.duties.find(({ id, status }) => id === dutyId && status === 'open');
    if (!person || !duty) throw new ConflictError('ENROLLMENT.DUTY_NOT_OPEN', { id: dutyId });
    await waiveDuties(tx, [person], [duty], { reason, until, on: today, by });
    return { dutyId, until };
  }

  /** Many duties set aside one by one are a waiver in bulk that nobody approved. */
  private async requireFew(by: string, today: string, tx: Tx): Promise<void> {
    await tx.query(ALONE, [by]);
    const [waived] = await tx.query<{ duties: number }>(TODAY, [by, today]);
    const limit = this.config.WAIVE_ALONE_UP_TO;
    if ((waived?.duties ?? 0) >= limit) throw new ForbiddenError('ENROLLMENT.WAIVER_NEEDS_APPROVAL', { limit });
  }
}
