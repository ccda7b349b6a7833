import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { defineErrors, NotFoundError } from '#kernel';
import type { Cursor, Page } from '../http/cursor.js';
import { NO_SEAL, recordHash, sealAfter, type AuditRecord, type AuditSeal } from './audit-record.js';
import { merkleProof, merkleRoot } from './merkle.js';

defineErrors({
  'AUDIT.RECORD_UNKNOWN': { vi: 'Không có bản ghi kiểm toán {position}', en: 'There is no audit record {position}' },
});

const RECORDS = `
  SELECT position::int AS position, at, subject, address, action, object, content_hash AS "contentHash", result
  FROM audit_record`;
const SEALS = `
  SELECT number, first_position::int AS "firstPosition", last_position::int AS "lastPosition", root,
    previous_hash AS "previousHash", hash
  FROM audit_seal`;

export interface Verification {
  valid: boolean;
  seals: number;
  records: number;
  /** Hash of the last seal; whoever wrote down another one for its number knows that the trail was exchanged. */
  head: string | null;
  firstBrokenSeal: number | null;
}

/** Reads the trail for an auditor: records, the proof that one stands under its seal, and whether all is whole. */
@Injectable()
export class ReadTrail {
  constructor(private readonly dataSource: DataSource) {}

  async list(limit: number, cursor: Cursor): Promise<Page<AuditRecord>> {
    const sql = `${RECORDS} WHERE $1::bigint IS NULL OR position > $1 ORDER BY position LIMIT $2`;
    const rows: AuditRecord[] = await this.dataSource.query(sql, [...cursor.after('number'), limit + 1]);
    return cursor.page(rows, limit, ({ position }) => [position]);
  }

  async prove(position: number) {
    const [seal] = await this.dataSource.query<AuditSeal[]>(
      `${SEALS} WHERE $1 BETWEEN first_position AND last_position`,
      [position],
    );
    if (!seal) throw new NotFoundError('AUDIT.RECORD_UNKNOWN', { position });
    const records = await this.recordsOf(seal);
    const record = records.find(one => one.position === position);
    if (!record) throw new NotFoundError('AUDIT.RECORD_UNKNOWN', { position });
    const proof = merkleProof(records.map(recordHash), records.indexOf(record));
    return { record, recordHash: recordHash(record), proof, seal };
  }

  /** Recomputes every hash from the stored records. */
  async verify(): Promise<Verification> {
    let last: Pick<AuditSeal, 'number' | 'lastPosition' | 'hash'> = NO_SEAL;
    for (;;) {
      const [seal] = await this.dataSource.query<AuditSeal[]>(`${SEALS} WHERE number > $1 ORDER BY number LIMIT 1`, [
        last.number,
      ]);
      if (!seal) break;
      const records = await this.recordsOf(seal);
      const expected = sealAfter(last, merkleRoot(records.map(recordHash)), records.length);
      if (seal.number !== expected.number || seal.hash !== expected.hash || seal.root !== expected.root)
        return {
          valid: false,
          seals: last.number,
          records: last.lastPosition,
          head: null,
          firstBrokenSeal: last.number + 1,
        };
      last = seal;
    }
    const sql = 'SELECT count(*)::int AS rows FROM audit_record WHERE position > $1';
    const [behind] = await this.dataSource.query<{ rows: number }[]>(sql, [last.lastPosition]);
    const valid = behind?.rows === 0;
    return {
      valid,
      seals: last.number,
      records: last.lastPosition,
      head: last.number > 0 ? last.hash : null,
      firstBrokenSeal: valid ? null : last.number + 1,
    };
  }

  private recordsOf({ firstPosition, lastPosition }: AuditSeal): Promise<AuditRecord[]> {
    return this.dataSource.query(`${RECORDS} WHERE position BETWEEN $1 AND $2 ORDER BY position`, [
      firstPosition,
      lastPosition,
    ]);
  }
}
