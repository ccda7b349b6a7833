import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { Clock, ConflictError, InvalidInputError, NotFoundError, rowError, sha256, uuidFrom } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { findBatch, type BatchView } from '../database/batch-view.js';
import { lockRegistry } from '../database/registry-lock.js';
import { IRREVERSIBLE, REVERSE_ROWS } from '../database/reversal-sql.js';
import { StaffConfig } from '../staff.config.js';
import { IsCalendarDate } from '../calendar-date.js';

export class ReverseBatch {
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) decision!: string;
  /** From when everybody is back; today when left out. On the day of the batch itself it leaves no trace in the careers. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() effectiveDate?: string;
}

const INSERT = `
  INSERT INTO reassignment_batch
    (id, name, cause, decision, effective_date, file_sha256, status, row_count, uploaded_by, reverses)
  VALUES ($1, $2, 'correction', $3, $4, $5, 'checking', 0, $6, $7)`;

const VALIDATE = `
  UPDATE reassignment_batch
  SET status = 'validated', row_count = $2::int, read_rows = $2::int, checked_rows = $2::int,
    second_person = $2::int > $3::int WHERE id = $1`;

/** Makes the batch that undoes a released one. What happened stays on record; nothing is deleted. */
@Injectable()
export class ReverseBatchHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly config: StaffConfig,
  ) {}

  execute(batchId: string, { decision, effectiveDate }: ReverseBatch, key: RequestKey): Promise<BatchView> {
    const date = effectiveDate ?? this.clock.today();
    return this.idempotency.run(key, { batchId, decision, effectiveDate }, async tx => {
      await lockRegistry(tx, 'shared');
      const wrong = await findBatch(tx, batchId, true);
      if (!wrong) throw new NotFoundError('STAFF.BATCH_UNKNOWN', { id: batchId });
      if (wrong.status !== 'released') throw new ConflictError('STAFF.BATCH_NOT_RELEASED', { id: batchId });
      if (date > this.clock.today())
        throw refusal([{ row: 1, code: 'STAFF.DATE_IN_FUTURE', date }], this.clock.today());
      await this.refuseReversed(tx, batchId);
      const id = uuidFrom('reverse batch', batchId, date, decision, key.key);
      const hash = sha256(`reverse ${batchId} ${date} ${decision} ${key.key}`);
      const name = `Đảo ngược: ${wrong.name}`.slice(0, 200);
      await tx.query(INSERT, [id, name, decision, date, hash, key.subject, batchId]);
      const found = await tx.query<Irreversible>(IRREVERSIBLE, [batchId, date]);
      if (found.length > 0)
        throw refusal(
          found.map(one => ({ ...one, date })),
          date,
        );
      const rows = await tx.query(REVERSE_ROWS, [batchId, date, id]);
      if (rows.length === 0) throw new ConflictError('STAFF.NOTHING_TO_REVERSE', { id: batchId });
      await tx.query(VALIDATE, [id, rows.length, this.config.RELEASE_ALONE_UP_TO]);
      const reverse = await findBatch(tx, id);
      if (!reverse) throw new Error(`Batch ${id} was stored and is not there`);
      return reverse;
    });
  }

  private async refuseReversed(tx: Tx, batchId: string): Promise<void> {
    const [other] = await tx.query<{ id: string }>(
      `SELECT id FROM reassignment_batch WHERE reverses = $1 AND status NOT IN ('refused', 'cancelled')`,
      [batchId],
    );
    if (other) throw new ConflictError('STAFF.BATCH_REVERSED', { id: batchId, other: other.id });
  }
}

interface Irreversible {
  row: number;
  code: string;
  date: string;
  staffCode?: string;
  lastChange?: string;
  unitCode?: string | null;
}

function refusal(found: readonly Irreversible[], today: string): InvalidInputError {
  const rows = found.map(({ row, code, date, staffCode = '', lastChange = '', unitCode }) =>
    rowError(row, 'effectiveDate', code, { staffCode, date, held: lastChange, today, code: unitCode ?? '' }),
  );
  return new InvalidInputError('STAFF.BATCH_IRREVERSIBLE', { count: rows.length }, rows);
}
