import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { DomainError, NotFoundError } from '#kernel';
import { Idempotency, type RequestKey } from '#platform';
import { IsCalendarDate } from '../calendar-date.js';

export class EndAbsence {
  /** First day back. */
  @ApiProperty({ format: 'date' }) @IsCalendarDate() on!: string;
}

const END = 'UPDATE absence SET valid = daterange(lower(valid), $2::date), recorded_by = $3 WHERE id = $1';

/** Somebody is back, earlier or later than was foreseen. */
@Injectable()
export class EndAbsenceHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(personId: string, absenceId: string, { on }: EndAbsence, key: RequestKey): Promise<{ id: string }> {
    return this.idempotency.run(key, { personId, absenceId, on }, async tx => {
      const [absence] = await tx.query<{ from: string }>(
        'SELECT lower(valid) AS "from" FROM absence WHERE id = $1 AND person_id = $2 FOR UPDATE',
        [absenceId, personId],
      );
      if (!absence) throw new NotFoundError('STAFF.ABSENCE_UNKNOWN', { id: absenceId });
      const { from } = absence;
      if (on <= from) throw new DomainError('STAFF.ABSENCE_ENDS_BEFORE_START', { from, to: on });
      await tx.query(END, [absenceId, on, key.subject]);
      return { id: absenceId };
    });
  }
}
