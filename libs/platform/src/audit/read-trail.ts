import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { defineErrors, NotFoundError } from '#kernel';
import type { Cursor, Page } from '../http/cursor.js';
import { NO_SEAL, recordHash, type AuditRecord, type AuditSeal } from './audit-record.js';
import { merkleProof } from './merkle.js';
import { recordFaults, sealFaults, type TrailFault } from './trail-faults.js';

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

// What an edit put before the first record or behind the last seal hangs on nothing.
const COUNT = `
  SELECT count(*)::int AS records, count(*) FILTER (WHERE position NOT BETWEEN 1 AND $1)::int AS unsealed
  FROM audit_record`;

export interface Verification {
  valid: boolean;
  seals: number;
  records: number;
  /** Hash of the last seal; whoever wrote down another one for its number knows that the trail was exchanged. */
  head: string | null;
  /** The first seal that does not fit, or under which the records do not. */
  firstBrokenSeal: number | null;
  /** What is wrong, in the order of the seals; the first 1000. */
  faults: TrailFault[];
  /** All faults, also those that are not listed. */
  faultCount: number;
}

const MOST_FAULTS = 1_000;

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

  /** Recomputes every hash from the stored records, and goes on behind what does not fit. */
  async verify(): Promise<Verification> {
    let last: Pick<AuditSeal, 'number' | 'lastPosition' | 'hash'> = NO_SEAL;
    let seals = 0;
    const faults: TrailFault[] = [];
    let faultCount = 0;
    const note = (found: TrailFault[]): void => {
      faultCount += found.length;
      faults.push(...found.slice(0, MOST_FAULTS - faults.length));
    };
    for (;;) {
      const [seal] = await this.dataSource.query<AuditSeal[]>(`${SEALS} WHERE number > $1 ORDER BY number LIMIT 1`, [
        last.number,
      ]);
      if (!seal) break;
      note([...sealFaults(seal, last), ...recordFaults(seal, await this.recordsOf(seal))]);
      last = seal;
      seals += 1;
    }
    const [counted] = await this.dataSource.query<{ records: number; unsealed: number }[]>(COUNT, [last.lastPosition]);
    const { records = 0, unsealed = 0 } = counted ?? {};
    if (unsealed > 0) note([{ kind: 'inserted', seal: last.number + 1, positions: [] }]);
    return {
      valid: faultCount === 0,
      seals,
      records,
      head: seals > 0 ? last.hash : null,
      firstBrokenSeal: faults[0]?.seal ?? null,
      faults,
      faultCount,
    };
  }

  private recordsOf({ firstPosition, lastPosition }: AuditSeal): Promise<AuditRecord[]> {
    return this.dataSource.query(`${RECORDS} WHERE position BETWEEN $1 AND $2 ORDER BY position`, [
      firstPosition,
      lastPosition,
    ]);
  }
}
