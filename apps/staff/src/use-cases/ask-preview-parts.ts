import { Injectable } from '@nestjs/common';
import { BatchPreviewRequested, make, type Cause, type PreviewedMove } from '#contracts';
import { previewedMove, type PreviewedStep } from '../rules/previewed-move.js';
import { uuidFrom } from '#kernel';
import { outgoing, Transaction, type Tx } from '#messaging';
import { DESKS_UNDER_NORM, MOVES_OF_NEXT_PEOPLE, PEOPLE_OF_BATCH } from '../database/preview-sql.js';

const PEOPLE_PER_PART = 500;
// Read together: to find where each part begins may take going through the rest of the batch.
const PEOPLE_PER_STEP = 10 * PEOPLE_PER_PART;

interface Asking {
  id: string;
  batchId: string;
  cause: Cause;
  lastPerson: string | null;
  parts: number;
}

// An older question about the same batch is not asked any further once a newer one is there.
const NEXT = `
  SELECT p.id, p.batch_id AS "batchId", b.cause, p.last_person AS "lastPerson", p.parts_asked AS parts
  FROM batch_preview p JOIN reassignment_batch b ON b.id = p.batch_id
  WHERE NOT p.asked_all AND b.status = 'validated' AND NOT EXISTS (
    SELECT FROM batch_preview newer WHERE newer.batch_id = p.batch_id AND newer.requested_at > p.requested_at)
  ORDER BY p.requested_at LIMIT 1 FOR UPDATE OF p`;

const ADVANCE = 'UPDATE batch_preview SET last_person = $2, parts_asked = $3, asked_all = $4 WHERE id = $1';

const COUNT = `
  UPDATE batch_preview SET people = (SELECT to_jsonb(c) FROM (${PEOPLE_OF_BATCH}) AS c),
    desks = (SELECT coalesce(jsonb_agg(to_jsonb(d)), '[]') FROM (${DESKS_UNDER_NORM}) AS d)
  WHERE id = $2`;

/** Asks enrollment about the next parts of a preview, and counts people and desks itself. */
@Injectable()
export class AskPreviewPartsHandler {
  constructor(private readonly transaction: Transaction) {}

  /** True when something was asked, so that there may be more. */
  execute(): Promise<boolean> {
    return this.transaction.run(async tx => {
      const [asking] = await tx.query<Asking>(NEXT);
      if (!asking) return false;
      if (asking.parts === 0) await tx.query(COUNT, [asking.batchId, asking.id]);
      const moves = (
        await tx.query<PreviewedStep>(MOVES_OF_NEXT_PEOPLE, [asking.batchId, asking.lastPerson, PEOPLE_PER_STEP])
      ).map(previewedMove);
      const people = [...Map.groupBy(moves, ({ personId }) => personId).values()];
      let { parts } = asking;
      for (let at = 0; at < people.length; at += PEOPLE_PER_PART)
        ask(tx, asking, parts++, people.slice(at, at + PEOPLE_PER_PART).flat());
      const lastPerson = moves.at(-1)?.personId ?? asking.lastPerson;
      await tx.query(ADVANCE, [asking.id, lastPerson, parts, people.length < PEOPLE_PER_STEP]);
      return true;
    });
  }
}

function ask(tx: Tx, { id, batchId, cause }: Asking, part: number, moves: PreviewedMove[]): void {
  const partId = uuidFrom(id, part);
  const question = make(BatchPreviewRequested, { previewId: id, partId, batchId, cause, moves });
  tx.publish(outgoing(question, { key: partId, revision: 1, lane: 'batch' }));
}
