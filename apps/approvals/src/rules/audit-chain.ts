import { canonicalJson, sha256 } from '#kernel';

/** One line of the ledger before it is chained. */
export interface AuditFact {
  /** ISO instant. */
  at: string;
  subject: string;
  action: string;
  objectType: string;
  objectId: string;
  contentHash: string;
  result: string;
}

export interface AuditEntry extends AuditFact {
  seq: number;
  previousHash: string;
  entryHash: string;
}

/** The link that an audit ledger hangs on: its last entry, or the start of an empty one. */
export interface AuditHead {
  seq: number;
  entryHash: string;
}

export const EMPTY_LEDGER: AuditHead = { seq: 0, entryHash: '0'.repeat(64) };

/** Chains facts to the end of the ledger: each hash covers the entry and, by the previous hash, all before it. */
export function chainEntries(head: AuditHead, facts: AuditFact[]): AuditEntry[] {
  let { seq, entryHash } = head;
  return facts.map(fact => {
    const linked = { ...fact, seq: ++seq, previousHash: entryHash };
    entryHash = sha256(canonicalJson(linked));
    return { ...linked, entryHash };
  });
}

/** The first entry that does not follow from what stands before it; undefined when the chain is whole. */
export function firstBreak(head: AuditHead, entries: AuditEntry[]): AuditEntry | undefined {
  let previous = head;
  for (const entry of entries) {
    const { entryHash, seq: _seq, previousHash: _previousHash, ...fact } = entry;
    const [expected] = chainEntries(previous, [fact]);
    if (expected?.seq !== entry.seq || expected.previousHash !== entry.previousHash || expected.entryHash !== entryHash)
      return entry;
    previous = entry;
  }
  return undefined;
}
