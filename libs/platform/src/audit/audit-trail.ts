import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#kernel';
import { Transaction, type Tx } from '#messaging';
import type { AuditFact } from './audit-record.js';
import { presentCommand } from './request-context.js';

const KEEP = `INSERT INTO audit_pending (fact) VALUES ($1)`;
const KEEP_ALL = `INSERT INTO audit_pending (fact) SELECT unnest($1::jsonb[])`;

/** Records what a use case or reaction did, in its transaction; the command by itself is recorded already. */
export async function recordFacts(tx: Tx, facts: AuditFact[]): Promise<void> {
  if (facts.length > 0) await tx.query(KEEP_ALL, [facts.map(fact => JSON.stringify(fact))]);
}

/**
 * Writes who did what. A command's record is written in the transaction of its effect, so there is none without the
 * other; nothing is locked and nothing chained here, that is the sealer's work.
 */
@Injectable()
export class AuditTrail {
  private readonly logger = new Logger('AuditTrail');

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    transaction: Transaction,
  ) {
    transaction.onCommitting(tx => this.keepCommand(tx));
  }

  /** Records what has no transaction of its own: a refused access, a file that was read. */
  async keep(fact: Omit<AuditFact, 'at'>): Promise<void> {
    try {
      await this.dataSource.query(KEEP, [JSON.stringify({ ...fact, at: this.now() })]);
    } catch (error) {
      this.logger.error(`An audit record could not be written: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  }

  private async keepCommand(tx: Tx): Promise<void> {
    const command = presentCommand();
    if (command) await tx.query(KEEP, [JSON.stringify({ ...command, result: 'done', at: this.now() })]);
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
