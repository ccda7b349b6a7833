import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { LATEST_PREVIEW } from '../database/latest-preview.js';
import type { PreviewView } from '../rules/preview-view.js';

/** The latest preview of a batch: what it would have brought about, had it been released when it was asked for. */
@Injectable()
export class ShowPreviewHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(batchId: string): Promise<PreviewView> {
    const [preview] = await queryRows<PreviewView>(this.dataSource, LATEST_PREVIEW, [batchId]);
    if (!preview) throw new NotFoundError('STAFF.PREVIEW_UNKNOWN', { id: batchId });
    return preview;
  }
}
