import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { Transaction } from '#messaging';
import { announceEnd } from '../database/announce-end.js';
import { appendAudit } from '../database/append-audit.js';
import { noteTasks } from '../database/note-tasks.js';

const MOST_AT_ONCE = 200;

const EFFECTIVE = `
  SELECT id FROM proposal WHERE NOT announced AND effective_at <= $1 ORDER BY effective_at LIMIT ${MOST_AT_ONCE}
  FOR UPDATE SKIP LOCKED`;

// The day before the deadline its deciders are reminded; the day after, the step is open to those above them.
const DUE = (column: 'reminded' | 'escalated', late: string): string => `
  UPDATE proposal SET ${column} = true WHERE id IN (
    SELECT id FROM proposal WHERE status = 'open' AND NOT ${column} AND ${late} LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED)
  RETURNING id, content_hash AS "contentHash", current_step AS step, chain -> current_step ->> 'role' AS role`;
const REMIND = DUE('reminded', '$1::date >= due_on - 1');
const ESCALATE = DUE('escalated', '$1::date > due_on');

interface Late {
  id: string;
  contentHash: string;
  step: number;
  role: string;
}

/** Reminds, escalates, and lets decisions take effect whose undo window is over. */
@Injectable()
export class WatchDeadlinesHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /** One round; true when there may be more at once. */
  execute(): Promise<boolean> {
    const now = this.clock.now().toISOString();
    const today = this.clock.today();
    return this.transaction.run(async tx => {
      const effective = await tx.query<{ id: string }>(EFFECTIVE, [now]);
      for (const { id } of effective) await announceEnd(tx, id);
      const reminded = await tx.query<Late>(REMIND, [today]);
      const escalated = await tx.query<Late>(ESCALATE, [today]);
      const note = { subject: 'system', result: 'open', at: now };
      await noteTasks(tx, [
        ...reminded.map(({ id, step, role }) => ({ ...note, proposalId: id, kind: 'reminded' as const, step, role })),
        ...escalated.map(({ id, step, role }) => ({ ...note, proposalId: id, kind: 'escalated' as const, step, role })),
      ]);
      await appendAudit(
        tx,
        escalated.map(({ id, contentHash }) => ({
          at: now,
          subject: 'system',
          action: 'escalate',
          objectType: 'proposal',
          objectId: id,
          contentHash,
          result: 'open',
        })),
      );
      return [effective, reminded, escalated].some(({ length }) => length === MOST_AT_ONCE);
    });
  }
}
