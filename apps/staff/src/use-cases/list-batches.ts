import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { SELECT_BATCH, type BatchView } from '../database/batch-view.js';

const SHOWN = 200;

/** The latest batches, newest first. */
@Injectable()
export class ListBatchesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(): Promise<{ items: BatchView[] }> {
    const items = await queryRows<BatchView>(
      this.dataSource,
      `${SELECT_BATCH} ORDER BY uploaded_at DESC, id LIMIT $1`,
      [SHOWN],
    );
    return { items };
  }
}
