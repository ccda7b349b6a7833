import type { EntityManager } from 'typeorm';
import { outboxRow, type OutboxRow } from './outbox/outbox-row.js';
import type { Outgoing } from './outbox/outgoing.js';
import { queryRows } from './query-rows.js';

/** One database transaction: what it changes and what it publishes is committed together or not at all. */
export class Tx {
  private readonly buffered: OutboxRow[] = [];
  private readonly time = new Date().toISOString();

  constructor(readonly manager: EntityManager) {}

  /** Runs SQL inside the transaction and gives the rows that it returns. */
  query<Row = unknown>(sql: string, params: unknown[] = []): Promise<Row[]> {
    return queryRows(this.manager, sql, params);
  }

  /** Publishes events with the commit. The order of calls is the order on the topic, for each key. */
  publish(...events: Outgoing[]): void {
    for (const event of events) this.buffered.push(outboxRow(event, this.time));
  }

  get published(): readonly OutboxRow[] {
    return this.buffered;
  }
}
