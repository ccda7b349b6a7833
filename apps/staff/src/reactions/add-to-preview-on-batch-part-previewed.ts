import { Injectable } from '@nestjs/common';
import type { BatchPartPreviewed } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

const ADD = `
  UPDATE batch_preview p
  SET parts_answered = parts_answered + a.parts, duties_opened = duties_opened + a.opened,
    duties_coalesced = duties_coalesced + a.coalesced, duties_waived = duties_waived + a.waived,
    seats_freed = seats_freed + a.freed
  FROM (SELECT id, count(*)::int AS parts, sum(opened)::int AS opened, sum(coalesced)::int AS coalesced,
          sum(waived)::int AS waived, sum(freed)::int AS freed
        FROM unnest($1::uuid[], $2::int[], $3::int[], $4::int[], $5::int[]) AS n (id, opened, coalesced, waived, freed)
        GROUP BY id) AS a
  WHERE p.id = a.id`;

/** Adds the answer about a part of a batch to its preview; the inbox sees to it that each one counts once. */
@Injectable()
export class AddToPreviewOnBatchPartPreviewed implements Reaction<BatchPartPreviewed> {
  async handle(events: Received<BatchPartPreviewed>[], tx: Tx): Promise<void> {
    const answers = events.map(({ data }) => data);
    await tx.query(ADD, [
      answers.map(({ previewId }) => previewId),
      answers.map(({ dutiesOpened }) => dutiesOpened),
      answers.map(({ dutiesCoalesced }) => dutiesCoalesced),
      answers.map(({ dutiesWaived }) => dutiesWaived),
      answers.map(({ seatsFreed }) => seatsFreed),
    ]);
  }
}
