import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { SELECT_BATCH, type BatchView } from '../database/batch-view.js';

/** One batch and how far it is applied. */
@Injectable()
export class ShowBatchHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(id: string): Promise<BatchView> {
    const [batch] = await queryRows<BatchView>(this.dataSource, `${SELECT_BATCH} WHERE id = $1`, [id]);
    if (!batch) throw new NotFoundError('STAFF.BATCH_UNKNOWN', { id });
    return batch;
  }
}
