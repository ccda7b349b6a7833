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

/** Keeps what happened to a task: the history of its page, and what outside workflows are told. */
export async function noteTasks(tx: Tx, notes: TaskNote[]): Promise<void> {
  if (notes.length === 0) return;
  await tx.query(NOTE, [
    notes.map(() => newId()),
    notes.map(note => note.proposalId),
    notes.map(note => note.kind),
    notes.map(note => note.step),
    notes.map(note => note.role),
    notes.map(note => note.subject),
    notes.map(note => note.result),
    notes.map(note => note.at),
  ]);
}
