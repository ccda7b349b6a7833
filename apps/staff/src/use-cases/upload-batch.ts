import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { createHash } from 'node:crypto';
import { CAUSES, type Cause } from '#contracts';
import { InvalidInputError, newId, uuidFrom } from '#kernel';
import { Transaction, type Tx } from '#messaging';
import type { Account } from '#platform';
import type { UploadedFile } from '#sheets';
import { findBatch, type BatchView } from '../database/batch-view.js';
import { deleteUpload, insertPart, insertUpload } from '../database/uploads.js';
import { IsCalendarDate } from '../calendar-date.js';

export class UploadBatch {
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) name!: string;
  @ApiProperty({ enum: CAUSES }) @IsIn(CAUSES) cause!: Cause;
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) decision!: string;
  /** For rows without a date of their own. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsCalendarDate() effectiveDate?: string;
  /** Checked and previewed like any batch, but never released. */
  @ApiPropertyOptional({ type: Boolean })
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
}

export interface UploadedBatch {
  created: boolean;
  batch: BatchView;
}

const PART_BYTES = 1_048_576;
const MOST_MEGABYTES = 300;

const INSERT = `
  INSERT INTO reassignment_batch
    (id, name, cause, decision, effective_date, file_sha256, status, row_count, uploaded_by, dry_run, upload_id,
     uploader_units)
  VALUES ($1, $2, $3, $4, $5, $6, 'checking', 0, $7, $8, $9, $10)
  ON CONFLICT (id) DO UPDATE
    SET status = 'checking', upload_id = excluded.upload_id, uploaded_by = excluded.uploaded_by,
      uploader_units = excluded.uploader_units, uploaded_at = now(),
      check_until = NULL, read_rows = 0, checked_rows = 0, fault_count = 0, version = reassignment_batch.version + 1
    WHERE reassignment_batch.status = 'refused'
  RETURNING id`;

/**
 * Takes the file of a batch in and asks for its check. The same file with the same parameters is the same batch; after
 * it was refused it is checked again, as the registry may have moved.
 */
@Injectable()
export class UploadBatchHandler {
  constructor(private readonly transaction: Transaction) {}

  async execute(command: UploadBatch, file: UploadedFile, { subject, units }: Account): Promise<UploadedBatch> {
    const { name, cause, decision, dryRun = false } = command;
    const effectiveDate = command.effectiveDate || null;
    const uploadId = newId();
    const hash = await this.store(uploadId, file);
    const id = uuidFrom('batch', hash, name, cause, decision, effectiveDate ?? '', ...(dryRun ? ['dry run'] : []));
    return this.transaction.run(async tx => {
      const params = [
        id,
        name,
        cause,
        decision,
        effectiveDate,
        hash,
        subject,
        dryRun,
        uploadId,
        units === 'all' ? null : units,
      ];
      const created = (await tx.query(INSERT, params)).length > 0;
      if (!created) await deleteUpload(tx, uploadId);
      return { created, batch: await present(tx, id) };
    });
  }

  /** Part by part, each in a commit of its own: a slow sender holds no transaction. Gives the hash of the whole. */
  private async store(uploadId: string, { content, format }: UploadedFile): Promise<string> {
    const hash = createHash('sha256');
    let bytes = 0;
    let part = 0;
    try {
      await this.transaction.run(tx => insertUpload(tx, uploadId, format));
      for await (const piece of inParts(content)) {
        if ((bytes += piece.length) > MOST_MEGABYTES * PART_BYTES)
          throw new InvalidInputError('STAFF.FILE_TOO_LARGE', { most: MOST_MEGABYTES });
        hash.update(piece);
        await this.transaction.run(tx => insertPart(tx, uploadId, part++, piece));
      }
    } catch (error) {
      await this.transaction.run(tx => deleteUpload(tx, uploadId)).catch(() => undefined);
      throw error;
    }
    return hash.digest('hex');
  }
}

async function present(tx: Tx, id: string): Promise<BatchView> {
  const batch = await findBatch(tx, id);
  if (!batch) throw new Error(`Batch ${id} was stored and is not there`);
  return batch;
}

async function* inParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of content) {
    pieces.push(piece);
    length += piece.length;
    if (length < PART_BYTES) continue;
    yield Buffer.concat(pieces);
    [pieces, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(pieces);
}
