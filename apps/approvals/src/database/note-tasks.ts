import { newId } from '#kernel';
import type { Tx } from '#messaging';

export interface TaskNote {
  proposalId: string;
  kind: 'opened' | 'claimed' | 'released' | 'reminded' | 'escalated' | 'decided' | 'undone' | 'ended';
  step: number;
  role: string | null;
  subject: string;
  result: string;
  at: string;
}

const NOTE = `
  INSERT INTO task_event (id, proposal_id, kind, step, role, subject, result, at)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])`;

// One row for each webhook that wants it, in the transaction of what happened. Thin: the receiver reads the rest under
// an identity of its own, so that an address alone never learns what it may not see.
const TELL = `
  INSERT INTO webhook_delivery (id, webhook_id, event_id, payload, due_at)
  SELECT gen_random_uuid(), w.id, e.id, jsonb_build_object(
      'type', 'task.' || e.kind,
      'timestamp', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'data', jsonb_build_object(
        'proposalId', p.id, 'kind', p.subject_type, 'step', e.step, 'role', e.role, 'result', e.result,
        'contentHash', p.content_hash, 'status', p.status, 'dueOn', p.due_on))::text, e.at
  FROM task_event e JOIN proposal p ON p.id = e.proposal_id
  JOIN webhook w ON w.ended_at IS NULL AND
    (w.roles = '{}' OR e.kind = 'ended' OR e.role = ANY (w.roles))
  WHERE e.id = ANY ($1::uuid[]) ORDER BY e.number`;

/** Keeps what happened to a task: the history of its page, and what outside workflows are told. */
export async function noteTasks(tx: Tx, notes: TaskNote[]): Promise<void> {
  if (notes.length === 0) return;
  const ids = notes.map(() => newId());
  await tx.query(NOTE, [
    ids,
    notes.map(note => note.proposalId),
    notes.map(note => note.kind),
    notes.map(note => note.step),
    notes.map(note => note.role),
    notes.map(note => note.subject),
    notes.map(note => note.result),
    notes.map(note => note.at),
  ]);
  await tx.query(TELL, [ids]);
}
