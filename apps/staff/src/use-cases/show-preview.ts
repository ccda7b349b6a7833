import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DutyCode } from '#contracts';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';

export interface PreviewView {
  batchId: string;
  /** Figures that other services answer are complete when it is ready. */
  status: 'computing' | 'ready';
  requestedBy: string;
  requestedAt: string;
  parts: { asked: number; answered: number };
  people: {
    rows: number;
    people: number;
    appointed: number;
    reassigned: number;
    left: number;
    unitsJoined: number;
  } | null;
  duties: { opened: number; coalesced: number; waived: number };
  seatsFreed: number;
  /** Desks that would be left under the norm, of the units that the batch touches. */
  desks:
    | {
        unitId: string;
        code: string;
        name: string;
        duty: DutyCode;
        minimum: number;
        before: number;
        after: number;
      }[]
    | null;
}

const LATEST = `
  SELECT batch_id AS "batchId",
    CASE WHEN asked_all AND parts_answered = parts_asked THEN 'ready' ELSE 'computing' END AS status,
    requested_by AS "requestedBy", requested_at AS "requestedAt",
    json_build_object('asked', parts_asked, 'answered', parts_answered) AS parts, people,
    json_build_object('opened', duties_opened, 'coalesced', duties_coalesced, 'waived', duties_waived) AS duties,
    seats_freed AS "seatsFreed", desks
  FROM batch_preview WHERE batch_id = $1 ORDER BY requested_at DESC LIMIT 1`;

/** The latest preview of a batch: what it would have brought about, had it been released when it was asked for. */
@Injectable()
export class ShowPreviewHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(batchId: string): Promise<PreviewView> {
    const [preview] = await queryRows<PreviewView>(this.dataSource, LATEST, [batchId]);
    if (!preview) throw new NotFoundError('STAFF.PREVIEW_UNKNOWN', { id: batchId });
    return preview;
  }
}
