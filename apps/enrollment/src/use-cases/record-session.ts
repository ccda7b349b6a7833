import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  ValidateNested,
} from 'class-validator';
import { Clock, ConflictError, DomainError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { lockPeople } from '../database/lock-place.js';
import { seatsOfClass } from '../database/record-marks.js';
import { begunSession, keepMarks, marksBefore } from '../database/session-marks.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import { correctionsOf, objectionTo } from '../rules/session-marks.js';
import { SESSION_MARKS, type SessionMark } from '../rules/session-result.js';

export class MarkOfPerson {
  @ApiProperty()
  @IsUUID()
  personId!: string;

  @ApiProperty({ enum: SESSION_MARKS })
  @IsIn(SESSION_MARKS)
  mark!: SessionMark;
}

export class RecordSession {
  @ApiProperty({ type: [MarkOfPerson] })
  @ValidateNested({ each: true })
  @Type(() => MarkOfPerson)
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  marks!: MarkOfPerson[];

  @ApiPropertyOptional({ description: 'Needed when a mark given before is corrected' })
  @IsOptional()
  @IsString()
  @Length(3, 500)
  reason?: string;
}

/** Marks who was there in one session; a mark given before is changed only with a reason, which is kept beside the old one. */
@Injectable()
export class RecordSessionHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly config: EnrollmentConfig,
  ) {}

  execute(classId: string, session: number, command: RecordSession, key: RequestKey) {
    return this.idempotency.run(key, command, tx => this.record({ classId, session }, command, key.subject, tx));
  }

  private async record(at: { classId: string; session: number }, command: RecordSession, by: string, tx: Tx) {
    const held = await begunSession(tx, at, this.clock.today(), this.config.SESSIONS_A_DAY);
    const wanted = new Map(command.marks.map(({ personId, mark }) => [personId, mark]));
    const personIds = [...wanted.keys()];
    await lockPeople(tx, personIds);
    const seats = new Map((await seatsOfClass(tx, at.classId, personIds)).map(seat => [seat.personId, seat]));
    const before = await marksBefore(tx, held, personIds);
    const marks = [...wanted].map(([personId, mark]) => ({ personId, mark, reason: command.reason }));
    for (const mark of marks) {
      const objection = objectionTo(mark, seats.get(mark.personId), before.get(mark.personId));
      if (!objection) continue;
      const { code, params } = objection;
      throw objection.field === 'reason' ? new DomainError(code, params) : new ConflictError(code, params);
    }
    const corrections = correctionsOf(marks, before);
    await keepMarks(tx, held, by, marks, corrections);
    return { ...held, marked: personIds.length, corrected: corrections.length };
  }
}
