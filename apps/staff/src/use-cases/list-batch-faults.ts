import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InvalidInputError, NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { CSV_MARK, csvLine } from '#sheets';
import type { BatchView } from '../database/batch-view.js';
import { asRowError, type Fault } from '../rules/fault.js';

interface StoredFault extends Fault {
  n: string;
}

const PAGE = `
  SELECT n, row_no AS "row", field, code, params FROM batch_fault
  WHERE batch_id = $1 AND (row_no, n) > ($2, $3) ORDER BY row_no, n LIMIT $4`;

const ROWS_PER_PAGE = 5_000;
const SHOWN = 1_000;

/** What is wrong with the file of a batch, by row and field. */
@Injectable()
export class ListBatchFaultsHandler {
  constructor(private readonly dataSource: DataSource) {}

  /** The refusal of a batch with its first errors. */
  async refusal({ id, faults }: BatchView): Promise<InvalidInputError> {
    const rows = (await this.page(id, 0, '0', SHOWN)).map(asRowError);
    return new InvalidInputError('STAFF.FILE_REFUSED', { count: faults }, rows, faults);
  }

  /** All of them as CSV that Excel opens: row, field, code and the sentence in both languages. */
  async *file(id: string): AsyncGenerator<string> {
    const [batch] = await queryRows(this.dataSource, 'SELECT id FROM reassignment_batch WHERE id = $1', [id]);
    if (!batch) throw new NotFoundError('STAFF.BATCH_UNKNOWN', { id });
    yield `${CSV_MARK}row,field,code,vi,en\r\n`;
    let last: StoredFault | undefined;
    do {
      const page: StoredFault[] = await this.page(id, last?.row ?? 0, last?.n ?? '0', ROWS_PER_PAGE);
      if (page.length > 0) yield page.map(asLine).join('');
      last = page.length === ROWS_PER_PAGE ? page.at(-1) : undefined;
    } while (last);
  }

  private page(id: string, row: number, n: string, limit: number): Promise<StoredFault[]> {
    return queryRows<StoredFault>(this.dataSource, PAGE, [id, row, n, limit]);
  }
}

function asLine(fault: StoredFault): string {
  const { row, field, code, message } = asRowError(fault);
  return csvLine([row, field, code, message.vi, message.en]);
}
