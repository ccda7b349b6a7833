import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { lockPeople } from '../database/lock-place.js';
import { markUnits } from '../database/mark-units.js';
import { heldClass, recordMarks, seatsOfClass } from '../database/record-marks.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import { resultOf, type SessionsOfPerson } from '../rules/session-result.js';

const SEATED = `
  SELECT person_id AS "personId" FROM seat WHERE class_id = $1 AND status = 'granted' ORDER BY person_id`;

const SESSIONS = `SELECT count(DISTINCT session)::int AS sessions FROM session_mark WHERE class_id = $1`;

const MARKS = `
  SELECT p.id AS "personId", coalesce(array_agg(mark) FILTER (WHERE mark IS NOT NULL), '{}') AS marks
  FROM unnest($2::uuid[]) AS p (id) LEFT JOIN session_mark ON class_id = $1 AND person_id = p.id GROUP BY p.id`;

/** Ends a class whose sessions were marked: whoever was in enough of them attended it and gets the certificate. */
@Injectable()
export class ConcludeClassHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly config: EnrollmentConfig,
  ) {}

  execute(classId: string, key: RequestKey): Promise<{ classId: string; attended: number; absent: number }> {
    return this.idempotency.run(key, {}, tx => this.conclude(classId, tx));
  }

  private async conclude(classId: string, tx: Tx) {
    const held = await heldClass(tx, classId);
    if (held.endsOn > this.clock.today()) throw new DomainError('ENROLLMENT.CLASS_NOT_OVER', { date: held.endsOn });
    const personIds = (await tx.query<{ personId: string }>(SEATED, [classId])).map(({ personId }) => personId);
    const [{ sessions } = { sessions: 0 }] = await tx.query<{ sessions: number }>(SESSIONS, [classId]);
    if (sessions === 0) throw new DomainError('ENROLLMENT.NO_SESSION_MARKED');
    const units = await lockPeople(tx, personIds);
    const results = resultOf(
      await tx.query<SessionsOfPerson>(MARKS, [classId, personIds]),
      sessions,
      this.config.ATTENDANCE_PERCENT,
    );
    const seats = (await seatsOfClass(tx, classId, personIds)).filter(({ status }) => status === 'granted');
    const marked = seats.map(seat => ({ seat, mark: results.get(seat.personId) ?? ('absent' as const) }));
    await recordMarks(tx, held, marked, this.config.CERTIFICATE_MONTHS);
    await markUnits(tx, [...new Set([...units.values()].flatMap(unitId => unitId ?? []))]);
    const attended = marked.filter(({ mark }) => mark === 'attended').length;
    return { classId, attended, absent: marked.length - attended };
  }
}
