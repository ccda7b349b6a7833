import type { DataSource } from 'typeorm';
import { passing } from './failpoints.js';
import type { OutboxRow } from './outbox/outbox-row.js';
import { writeOutbox } from './outbox/write-outbox.js';
import { Tx } from './tx.js';

/**
 * The only way to change state and to publish:
 * ```ts
 * await this.transaction.run(async tx => {
 *   await tx.query('UPDATE …');
 *   tx.publish(outgoing(make(StaffLeft, { … }), { key: personId, revision }));
 * });
 * ```
 */
export class Transaction {
  private readonly listeners: ((rows: readonly OutboxRow[]) => void)[] = [];
  private readonly witnesses: ((tx: Tx) => Promise<void>)[] = [];

  constructor(private readonly dataSource: DataSource) {}

  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    let published: readonly OutboxRow[] = [];
    const result = await this.dataSource.transaction(async manager => {
      const tx = new Tx(manager);
      await passing('transaction.begun');
      const value = await work(tx);
      await passing('state.written');
      for (const witness of this.witnesses) await witness(tx);
      // Last, so that the rows of the aggregates are locked before an outbox row takes its number:
      // the order per key is then the order of commits.
      await writeOutbox(tx);
      await passing('outbox.written');
      published = tx.published;
      return value;
    });
    await passing('transaction.committed');
    if (published.length > 0) for (const listener of this.listeners) listener(published);
    return result;
  }

  /** Takes part in every transaction just before it commits: what it writes is there with the effect or not at all. */
  onCommitting(witness: (tx: Tx) => Promise<void>): void {
    this.witnesses.push(witness);
  }

  /** Calls back after each commit that published something; the relay wakes by it instead of waiting for its poll. */
  onPublished(listener: (rows: readonly OutboxRow[]) => void): void {
    this.listeners.push(listener);
  }
}
