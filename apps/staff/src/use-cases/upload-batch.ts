import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { CAUSES, type Cause } from '#contracts';
import { Clock, sha256, uuidFrom } from '#kernel';
import { Transaction } from '#messaging';
import { insertBatchRows } from '../database/batch-rows.js';
import { findBatch, type BatchView } from '../database/batch-view.js';
import { loadFacts } from '../database/load-facts.js';
import { readFile, type FileFormat } from '../files/read-file.js';
import { checkMoves } from '../rules/check-moves.js';
import { refuseFaults, type Fault } from '../rules/fault.js';
import { MOVE_COLUMNS } from '../rules/move.js';
import { readDate, readMove } from '../rules/read-move.js';

export class UploadBatch {
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) name!: string;
  @ApiProperty({ enum: CAUSES }) @IsIn(CAUSES) cause!: Cause;
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) decision!: string;
  /** For rows without a date of their own. Checked with the rows, so that it is refused in the same words. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() effectiveDate?: string;
}

export interface UploadedBatch {
  created: boolean;
  batch: BatchView;
}

const INSERT = `
  INSERT INTO reassignment_batch (id, name, cause, decision, effective_date, file_sha256, status, row_count, uploaded_by)
  VALUES ($1, $2, $3, $4, $5, $6, 'validated', $7, $8)
  ON CONFLICT DO NOTHING RETURNING id`;

/** Checks every row of a batch and stores all of them or none. The same file with the same parameters is the same batch. */
@Injectable()
export class UploadBatchHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  execute(command: UploadBatch, bytes: Buffer, format: FileFormat, subject: string): Promise<UploadedBatch> {
    const { name, cause, decision } = command;
    const effectiveDate = command.effectiveDate || null;
    const hash = sha256(bytes);
    const id = uuidFrom('batch', hash, name, cause, decision, effectiveDate ?? '');
    return this.transaction.run(async tx => {
      const known = await findBatch(tx, id);
      // Before the rows are looked at: once released, they no longer fit the registry that they have changed.
      if (known) return { created: false, batch: known };
      const faults: Fault[] = [];
      const today = this.clock.today();
      if (effectiveDate) readDate(1, effectiveDate, today, faults);
      const rows = readFile(bytes, format, MOVE_COLUMNS, faults);
      const drafts = rows.map(row => readMove(row, { today, effectiveDate }, faults));
      const checked = checkMoves(drafts, await loadFacts(tx, drafts));
      refuseFaults([...faults, ...checked.faults]);
      const { moves } = checked;
      const params = [id, name, cause, decision, effectiveDate, hash, moves.length, subject];
      const inserted = await tx.query(INSERT, params);
      if (inserted.length > 0) await insertBatchRows(tx, id, moves);
      const batch = await findBatch(tx, id);
      if (!batch) throw new Error(`Batch ${id} was stored and is not there`);
      return { created: inserted.length > 0, batch };
    });
  }
}
