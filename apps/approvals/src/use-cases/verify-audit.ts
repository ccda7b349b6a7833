import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EMPTY_LEDGER, firstBreak, type AuditEntry, type AuditHead } from '../rules/audit-chain.js';

interface StoredEntry extends Omit<AuditEntry, 'at'> {
  at: Date;
}

const PAGE_SIZE = 5_000;

const PAGE = `
  SELECT seq::int AS seq, at, subject, action, object_type AS "objectType", object_id AS "objectId",
    content_hash AS "contentHash", result, previous_hash AS "previousHash", entry_hash AS "entryHash"
  FROM audit_entry WHERE seq > $1 ORDER BY seq LIMIT ${PAGE_SIZE}`;

/**
 * Recomputes the whole hash chain of the ledger. `head` is what an outside witness writes down: the chain alone cannot
 * show that entries were cut off its end.
 */
@Injectable()
export class VerifyAuditHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute() {
    let head: AuditHead = EMPTY_LEDGER;
    for (;;) {
      const page: StoredEntry[] = await this.dataSource.query(PAGE, [head.seq]);
      const entries = page.map(entry => ({ ...entry, at: entry.at.toISOString() }));
      const broken = firstBreak(head, entries);
      if (broken) return { valid: false, entries: broken.seq - 1, head: null, firstBrokenEntry: broken.seq };
      const last = entries.at(-1);
      if (last) head = { seq: last.seq, entryHash: last.entryHash };
      if (page.length < PAGE_SIZE)
        return { valid: true, entries: head.seq, head: head.entryHash, firstBrokenEntry: null };
    }
  }
}
