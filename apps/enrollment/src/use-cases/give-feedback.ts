import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsInt, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { Clock, DomainError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { lockPeople } from '../database/lock-place.js';
import { heldClass } from '../database/record-marks.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import { lastFeedbackDay } from '../rules/class-feedback.js';

const Rating = (): PropertyDecorator => (target, name) => {
  ApiProperty({ type: 'integer', minimum: 1, maximum: 5 })(target, name);
  for (const rule of [IsInt(), Min(1), Max(5)]) rule(target, name);
};

export class AnswersOfPerson {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  personId!: string;

  /** What was taught. */
  @Rating() content!: number;
  /** How it was taught. */
  @Rating() teaching!: number;
  /** Of what use it is at work. */
  @Rating() usefulness!: number;
  /** Place, times and materials. */
  @Rating() organisation!: number;
}

export class GiveFeedback {
  @ApiProperty({ type: [AnswersOfPerson] })
  @ValidateNested({ each: true })
  @Type(() => AnswersOfPerson)
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @ArrayUnique((answers: AnswersOfPerson) => answers.personId)
  answers!: AnswersOfPerson[];
}

const TAUGHT = 'SELECT FROM training_class WHERE id = $1 AND trainer = $2';

const THERE = `
  SELECT id AS "seatId", person_id AS "personId" FROM seat
  WHERE class_id = $1 AND person_id = ANY ($2::uuid[]) AND status <> 'released' AND was_in_class(class_id, person_id)`;

const KEEP = `
  INSERT INTO class_feedback (seat_id, class_id, person_id, content, teaching, usefulness, organisation, given_on, entered_by)
  SELECT seat_id, $1, person_id, content, teaching, usefulness, organisation, $2, $3
  FROM unnest($4::uuid[], $5::uuid[], $6::int[], $7::int[], $8::int[], $9::int[])
    AS new (seat_id, person_id, content, teaching, usefulness, organisation)
  ORDER BY seat_id
  ON CONFLICT (seat_id) DO UPDATE
    SET content = excluded.content, teaching = excluded.teaching, usefulness = excluded.usefulness,
      organisation = excluded.organisation, given_on = excluded.given_on, entered_by = excluded.entered_by
  RETURNING xmax <> 0 AS replaced`;

/** Takes what people thought of a class that they were in, from the sheets of their unit: all of it, or nothing. */
@Injectable()
export class GiveFeedbackHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly config: EnrollmentConfig,
  ) {}

  execute(classId: string, command: GiveFeedback, key: RequestKey) {
    return this.idempotency.run(key, command, tx => this.take(classId, command.answers, key.subject, tx));
  }

  private async take(classId: string, answers: AnswersOfPerson[], by: string, tx: Tx) {
    const until = lastFeedbackDay(await heldClass(tx, classId), this.config.FEEDBACK_DAYS);
    const [taught] = await tx.query(TAUGHT, [classId, by]);
    if (taught) throw new DomainError('ENROLLMENT.FEEDBACK_BY_TRAINER');
    const today = this.clock.today();
    if (today > until) throw new DomainError('ENROLLMENT.FEEDBACK_CLOSED', { date: until });
    const personIds = answers.map(({ personId }) => personId);
    await lockPeople(tx, personIds);
    const there = await tx.query<{ seatId: string; personId: string }>(THERE, [classId, personIds]);
    const seats = new Map(there.map(({ seatId, personId }) => [personId, seatId]));
    const stranger = personIds.find(personId => !seats.has(personId));
    if (stranger) throw new DomainError('ENROLLMENT.WAS_NOT_THERE', { personId: stranger });
    const kept = await tx.query<{ replaced: boolean }>(KEEP, [
      classId,
      today,
      by,
      personIds.map(personId => seats.get(personId)),
      personIds,
      answers.map(({ content }) => content),
      answers.map(({ teaching }) => teaching),
      answers.map(({ usefulness }) => usefulness),
      answers.map(({ organisation }) => organisation),
    ]);
    return { classId, taken: kept.length, replaced: kept.filter(({ replaced }) => replaced).length, until };
  }
}
