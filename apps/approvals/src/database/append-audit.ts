import type { Tx } from '#messaging';
import { chainEntries, EMPTY_LEDGER, type AuditFact } from '../rules/audit-chain.js';

const LAST = `SELECT seq::int AS seq, entry_hash AS "entryHash" FROM audit_entry ORDER BY seq DESC LIMIT 1`;

const APPEND = `
  INSERT INTO audit_entry
    (seq, at, subject, action, object_type, object_id, content_hash, result, previous_hash, entry_hash)
  SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[],
    $8::text[], $9::text[], $10::text[])`;

/** Adds entries to the hash-chained ledger, in the transaction of what they report. Call it last: it queues writers. */
export async function appendAudit(tx: Tx, facts: AuditFact[]): Promise<void> {
  if (facts.length === 0) return;
  // Without the lock two transactions would read the same last entry and fork the chain.
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('audit_entry'))`);
  const [last] = await tx.query<{ seq: number; entryHash: string }>(LAST);
  const entries = chainEntries(last ?? EMPTY_LEDGER, facts);
  await tx.query(APPEND, [
    entries.map(entry => entry.seq),
    entries.map(entry => entry.at),
    entries.map(entry => entry.subject),
    entries.map(entry => entry.action),
    entries.map(entry => entry.objectType),
    entries.map(entry => entry.objectId),
    entries.map(entry => entry.contentHash),
    entries.map(entry => entry.result),
    entries.map(entry => entry.previousHash),
    entries.map(entry => entry.entryHash),
  ]);
}
