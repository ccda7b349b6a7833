import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { DUTY_CODES, POST_CODES, type DutyCode, type PostCode } from '#contracts';
import { Clock, ConflictError, InvalidInputError, NotFoundError, rowError } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import { Idempotency, requireVersion, type RequestKey } from '#platform';
import { findBeingMoved, lockRegistry } from '../database/registry-lock.js';
import { readLast, readPresent, writeHistory } from '../database/write-history.js';
import { correctionEvent } from '../rules/assignment-event.js';
import { checkHistory } from '../rules/check-history.js';
import type { DatedUnit } from '../rules/dated-units.js';
import { IsCalendarDate } from '../calendar-date.js';

class HeldFor {
  @ApiProperty({ format: 'uuid' }) @IsUUID() unitId!: string;
  @ApiProperty({ format: 'date' }) @IsCalendarDate() from!: string;
  /** First day on which it is held no more; left out while it goes on. */
  @ApiPropertyOptional({ format: 'date', nullable: true }) @IsOptional() @IsCalendarDate() to: string | null = null;
}

class CorrectedHolding extends HeldFor {
  @ApiProperty({ enum: POST_CODES }) @IsIn(POST_CODES) post!: PostCode;
}

class CorrectedDuty extends HeldFor {
  @ApiProperty({ enum: DUTY_CODES }) @IsIn(DUTY_CODES) duty!: DutyCode;
}

export class CorrectHistory {
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) decision!: string;
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(1_000) reason!: string;
  /** Every post ever held, as it really was. */
  @ApiProperty({ type: [CorrectedHolding] })
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => CorrectedHolding)
  holdings!: CorrectedHolding[];
  @ApiProperty({ type: [CorrectedDuty] })
  @ArrayMaxSize(400)
  @ValidateNested({ each: true })
  @Type(() => CorrectedDuty)
  duties!: CorrectedDuty[];
}

/**
 * Puts right what was recorded of one person. What had been known stays readable (`knownOn`), and the others hear where
 * the person serves now, with the cause `correction`.
 */
@Injectable()
export class CorrectHistoryHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(personId: string, version: number, command: CorrectHistory, key: RequestKey) {
    return this.idempotency.run(key, { personId, ...command }, async tx => {
      await lockRegistry(tx, 'shared');
      const person = await lockPerson(tx, personId);
      requireVersion(version, person.revision);
      const moving = await findBeingMoved(tx, [personId]);
      if (moving) throw new ConflictError('STAFF.PERSON_BEING_MOVED', { ...moving });
      await this.refuseWrong(tx, command);
      const before = await readPresent(tx, personId);
      const lastBefore = await readLast(tx, personId);
      const revision = person.revision + 1;
      await writeHistory(tx, personId, revision, command);
      const after = await readPresent(tx, personId);
      await tx.query(
        'INSERT INTO correction (person_id, revision, decision, reason, corrected_by) VALUES ($1, $2, $3, $4, $5)',
        [personId, revision, command.decision, command.reason, key.subject],
      );
      const last = (await readLast(tx, personId)) ?? lastBefore;
      const event = correctionEvent(personId, { before, after, last }, this.clock.today());
      if (event) tx.publish(outgoing(event, { key: personId, revision }));
      return { personId, revision };
    });
  }

  private async refuseWrong(tx: Tx, history: CorrectHistory): Promise<void> {
    const ids = [...history.holdings, ...history.duties].map(({ unitId }) => unitId);
    const units = await tx.query<DatedUnit>(
      'SELECT id, code, level, lower(valid) AS "from", upper(valid) AS "to" FROM unit WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    const faults = checkHistory(history, new Map(units.map(unit => [unit.id, unit])), this.clock.today());
    if (faults.length === 0) return;
    const rows = faults.map(({ entry, what }) =>
      rowError(entry, 'history', 'STAFF.HISTORY_WRONG', { row: entry, what }),
    );
    throw new InvalidInputError('STAFF.FILE_REFUSED', { count: rows.length }, rows);
  }
}

async function lockPerson(tx: Tx, id: string): Promise<{ revision: number }> {
  const [person] = await tx.query<{ revision: number }>('SELECT revision FROM person WHERE id = $1 FOR UPDATE', [id]);
  if (!person) throw new NotFoundError('STAFF.PERSON_ID_UNKNOWN', { id });
  return person;
}
