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
import { addDays, Clock, ConflictError, DomainError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { lockPeople } from '../database/lock-place.js';
import { heldClass, seatsOfClass } from '../database/record-marks.js';
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

/** A class has a session in the morning and one in the afternoon of each of its days. */
const SESSIONS_A_DAY = 2;

const KEEP = `
  INSERT INTO session_mark (class_id, session, person_id, mark, marked_by)
  SELECT $1, $2, person_id, mark, $3 FROM unnest($4::uuid[], $5::text[]) AS new (person_id, mark)
  ON CONFLICT (class_id, session, person_id) DO UPDATE
    SET mark = excluded.mark, marked_by = excluded.marked_by, marked_at = now()`;

const BEFORE = `
  SELECT person_id AS "personId", mark FROM session_mark
  WHERE class_id = $1 AND session = $2 AND person_id = ANY ($3::uuid[])`;

const CORRECTED = `
  INSERT INTO mark_correction (class_id, session, person_id, was, mark, reason, corrected_by)
  SELECT $1, $2, person_id, was, mark, $3, $4 FROM unnest($5::uuid[], $6::text[], $7::text[]) AS new (person_id, was, mark)`;

/** Marks who was there in one session; a mark given before is changed only with a reason, which is kept beside the old one. */
@Injectable()
export class RecordSessionHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(classId: string, session: number, command: RecordSession, key: RequestKey) {
    return this.idempotency.run(key, command, tx => this.record(classId, session, command, key.subject, tx));
  }

  private async record(classId: string, session: number, { marks, reason }: RecordSession, by: string, tx: Tx) {
    const held = await heldClass(tx, classId);
    if (!held) throw new NotFoundError('ENROLLMENT.CLASS_UNKNOWN', { id: classId });
    const on = addDays(held.startsOn, Math.floor((session - 1) / SESSIONS_A_DAY));
    if (session < 1 || on > held.endsOn) throw new NotFoundError('ENROLLMENT.SESSION_UNKNOWN', { session });
    if (on > this.clock.today()) throw new DomainError('ENROLLMENT.CLASS_NOT_STARTED', { date: on });
    const wanted = new Map(marks.map(({ personId, mark }) => [personId, mark]));
    const personIds = [...wanted.keys()];
    await lockPeople(tx, personIds);
    const seats = new Map((await seatsOfClass(tx, classId, personIds)).map(seat => [seat.personId, seat]));
    for (const personId of personIds) {
      const seat = seats.get(personId);
      if (!seat) throw new ConflictError('ENROLLMENT.NO_SEAT', { personId });
      // The class has its result; from then on only the result is corrected.
      if (seat.status !== 'granted')
        throw new ConflictError('ENROLLMENT.ALREADY_MARKED', { personId, mark: seat.status });
    }
    const before = await tx.query<{ personId: string; mark: SessionMark }>(BEFORE, [classId, session, personIds]);
    const changed = before.filter(({ personId, mark }) => wanted.get(personId) !== mark);
    if (changed.length > 0 && !reason) throw new DomainError('ENROLLMENT.CORRECTION_NEEDS_REASON');
    if (changed.length > 0)
      await tx.query(CORRECTED, [
        classId,
        session,
        reason,
        by,
        changed.map(({ personId }) => personId),
        changed.map(({ mark }) => mark),
        changed.map(({ personId }) => wanted.get(personId)),
      ]);
    await tx.query(KEEP, [classId, session, by, personIds, [...wanted.values()]]);
    // From the first mark on nobody takes a free seat any more.
    await tx.query(`UPDATE training_class SET status = 'held' WHERE id = $1 AND status = 'open'`, [classId]);
    return { classId, session, heldOn: on, marked: personIds.length, corrected: changed.length };
  }
}
