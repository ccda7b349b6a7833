import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsIn, IsUUID, ValidateNested } from 'class-validator';
import { ATTENDANCE_MARKS, AttendanceRecorded, make, type AttendanceMark } from '#contracts';
import { Clock, DomainError, NotFoundError } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { issueCertificates } from '../database/issue-certificates.js';
import { markUnits } from '../database/mark-units.js';
import { seatsToMark, type SeatToMark } from '../rules/mark-attendance.js';

export class AttendanceOfPerson {
  @ApiProperty()
  @IsUUID()
  personId!: string;

  @ApiProperty({ enum: ATTENDANCE_MARKS })
  @IsIn(ATTENDANCE_MARKS)
  mark!: AttendanceMark;
}

export class RecordAttendance {
  @ApiProperty()
  @IsUUID()
  classId!: string;

  @ApiProperty({ type: [AttendanceOfPerson] })
  @ValidateNested({ each: true })
  @Type(() => AttendanceOfPerson)
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  marks!: AttendanceOfPerson[];
}

export interface RecordedAttendance {
  classId: string;
  attended: number;
  absent: number;
  /** Marks that were known before. */
  unchanged: number;
}

const CLASS = `
  SELECT programme_id AS "programmeId", starts_on AS "startsOn", ends_on AS "endsOn" FROM training_class WHERE id = $1`;

const LOCK_PEOPLE = `
  SELECT person_id, unit_id AS "unitId" FROM person_state
  WHERE person_id = ANY ($1::uuid[]) ORDER BY person_id FOR NO KEY UPDATE`;

const SEATS = `
  SELECT id, person_id AS "personId", unit_id AS "unitId", status FROM seat
  WHERE class_id = $1 AND person_id = ANY ($2::uuid[]) AND status <> 'released' ORDER BY person_id`;

const MARK = `
  WITH counted AS (
    UPDATE person_state SET training_revision = training_revision + 1
    FROM unnest($1::uuid[]) AS marked (id) WHERE person_id = id RETURNING person_id, training_revision)
  UPDATE seat SET status = new.mark, revision = training_revision
  FROM unnest($2::uuid[], $3::text[]) AS new (id, mark), counted
  WHERE seat.id = new.id AND counted.person_id = seat.person_id
  RETURNING seat.id, seat.revision`;

/** Marks seats of a class that has begun; who attended gets the certificate and owes nothing of before. */
@Injectable()
export class RecordAttendanceHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(command: RecordAttendance, key: RequestKey): Promise<RecordedAttendance> {
    return this.idempotency.run(key, command, tx => this.record(command, tx));
  }

  private async record({ classId, marks }: RecordAttendance, tx: Tx): Promise<RecordedAttendance> {
    const [held] = await tx.query<{ programmeId: string; startsOn: string; endsOn: string }>(CLASS, [classId]);
    if (!held) throw new NotFoundError('ENROLLMENT.CLASS_UNKNOWN', { id: classId });
    if (held.startsOn > this.clock.today())
      throw new DomainError('ENROLLMENT.CLASS_NOT_STARTED', { date: held.startsOn });
    const personIds = marks.map(({ personId }) => personId);
    const people = await tx.query<{ unitId: string | null }>(LOCK_PEOPLE, [personIds]);
    const marked = seatsToMark(marks, await tx.query<SeatToMark>(SEATS, [classId, personIds]));
    if (marked.length > 0) await this.save(classId, held, marked, tx);
    await markUnits(
      tx,
      people.flatMap(({ unitId }) => unitId ?? []),
    );
    const attended = marked.filter(({ mark }) => mark === 'attended').length;
    return { classId, attended, absent: marked.length - attended, unchanged: marks.length - marked.length };
  }

  private async save(
    classId: string,
    held: { programmeId: string; startsOn: string; endsOn: string },
    marked: ReturnType<typeof seatsToMark>,
    tx: Tx,
  ): Promise<void> {
    // From the first mark on nobody takes a free seat any more.
    await tx.query(`UPDATE training_class SET status = 'held' WHERE id = $1 AND status = 'open'`, [classId]);
    const saved = await tx.query<{ id: string; revision: number }>(MARK, [
      marked.map(({ seat }) => seat.personId),
      marked.map(({ seat }) => seat.id),
      marked.map(({ mark }) => mark),
    ]);
    const revisions = new Map(saved.map(({ id, revision }) => [id, revision]));
    for (const { seat, mark } of marked) {
      const { id: seatId, personId } = seat;
      const event = make(AttendanceRecorded, { seatId, classId, personId, mark, heldOn: held.endsOn });
      tx.publish(outgoing(event, { key: personId, revision: revisions.get(seatId)! }));
    }
    const attended = marked.filter(({ mark }) => mark === 'attended').map(({ seat }) => seat);
    if (attended.length > 0) await issueCertificates(tx, { ...held, classId }, attended);
  }
}
