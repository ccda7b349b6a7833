import { contentHashOf, EnrollmentProposalRequested, make } from '#contracts';
import { newId } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import { contentOf, kindOf, type ClassSize, type WantedChange } from '../rules/class-change.js';

export interface RequestedChange {
  wanted: Omit<WantedChange, 'id'>;
  one: ClassSize;
  into: ClassSize | undefined;
  reason: string;
  by: string;
  on: string;
}

const ASK = `
  INSERT INTO class_change
    (id, class_id, kind, action, into_class_id, starts_on, extra, reason, asked_by, asked_on, content_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (class_id) WHERE status = 'asked' DO NOTHING RETURNING id`;

/**
 * Asks the approval chain about a class that is locked; undefined when another request about it waits for its decision.
 */
export async function requestClassChange(
  tx: Tx,
  { wanted: change, one, into, reason, by, on }: RequestedChange,
): Promise<{ id: string; contentHash: string } | undefined> {
  const wanted: WantedChange = { id: newId(), ...change };
  const { id, action, intoClassId, startsOn, extra } = wanted;
  const content = contentOf(wanted, one, into);
  const contentHash = contentHashOf(content);
  const kind = kindOf(action);
  const facts = [id, one.id, kind, action, intoClassId, startsOn, extra, reason, by, on, contentHash];
  if ((await tx.query(ASK, facts)).length === 0) return undefined;
  const about = { kind, sourceId: id, sourceVersion: 1, unitIds: [], submittedBy: by, editedBy: [by] };
  tx.publish(outgoing(make(EnrollmentProposalRequested, { ...about, contentHash, content }), { key: id, revision: 1 }));
  return { id, contentHash };
}
