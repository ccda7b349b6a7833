import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { BackgroundLoop } from '../background-loop.js';
import { passing } from '../failpoints.js';
import type { MessagePort, TopicMessages } from '../kafka/message-port.js';
import { MessageWatch } from '../message-watch.js';
import { queryRows } from '../query-rows.js';
import { RightOfWay } from '../right-of-way.js';
import type { Transaction } from '../transaction.js';

interface OutboxRow {
  lane: number;
  seq: string;
  topic: string;
  key: string;
  headers: Record<string, string>;
  payload: string;
}

/** Rows that are deleted in an open transaction. */
interface Claim {
  rows: OutboxRow[];
  /** There may be more. */
  isFull: boolean;
  commit: () => Promise<void>;
  giveBack: () => Promise<void>;
}

/** The broker refuses a batch for one partition above 1 MiB (message.max.bytes). */
const BYTES_PER_SEND = 900_000;

// Claiming and deleting in one statement needs no cursor, so a slower, earlier transaction can never be skipped:
// its rows are simply claimed when they become visible. The calm lane (0) sorts before the batch lane (1).
// What is sent for the first time is kept, so that it can be sent again (`Republisher`).
const CLAIM = `
  WITH claimed AS (
    DELETE FROM outbox WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM outbox ORDER BY lane, seq LIMIT $1 FOR UPDATE SKIP LOCKED))
    RETURNING lane, seq, topic, key, headers, payload
  ), kept AS (
    INSERT INTO sent_message (seq, topic, key, headers, payload)
    SELECT seq, topic, key, headers, payload FROM claimed WHERE NOT headers ? 'republication')
  SELECT lane, seq, topic, key, headers, payload FROM claimed`;

/**
 * Carries outbox rows to Kafka: claimed, sent and acknowledged, then committed as deleted. A crash between the
 * acknowledgement and the commit sends them again with the same ids, which the consumer's inbox recognises.
 */
export class Relay {
  private readonly logger = new Logger('Relay');
  private readonly loop: BackgroundLoop;

  constructor(
    private readonly dataSource: DataSource,
    private readonly port: MessagePort,
    transaction: Transaction,
    private readonly rowsPerClaim: number,
    private readonly watch: MessageWatch = new MessageWatch(),
    private readonly rightOfWay: RightOfWay = new RightOfWay(),
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'outbox-relay',
      idleMs: { least: 5, most: 250 },
      work: isWanted => this.carry(isWanted),
    });
    transaction.onPublished(() => this.loop.wake());
  }

  async start(): Promise<void> {
    await this.port.connect();
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    await this.port.disconnect();
  }

  /** Sends one claim after the other while they are full; the next one is taken while this one is on its way. */
  private async carry(isWanted: () => boolean): Promise<boolean> {
    let claim = await this.claim();
    const isFirstEmpty = claim.rows.length === 0;
    while (claim.rows.length > 0 && isWanted()) {
      const ahead = claim.isFull ? this.claim() : undefined;
      try {
        await this.send(claim.rows);
        await claim.commit();
      } catch (error) {
        await claim.giveBack();
        // It follows the one that failed, so it must not overtake it.
        await ahead?.then(
          next => next.giveBack(),
          () => undefined,
        );
        throw error;
      }
      await passing('relay.deleted');
      this.watch.sent(claim.rows.length);
      this.logger.debug(`Sent ${claim.rows.length} messages`);
      if (!ahead) return true;
      claim = await ahead;
    }
    await claim.giveBack();
    return !isFirstEmpty;
  }

  private async claim(): Promise<Claim> {
    const runner = this.dataSource.createQueryRunner();
    const giveBack = async (): Promise<void> => {
      await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
    };
    try {
      await runner.startTransaction();
      // What is claimed stands before a single change that is published now.
      const limit = this.rightOfWay.limit(this.rowsPerClaim);
      const claimed = await queryRows<OutboxRow>(runner.manager, CLAIM, [limit]);
      if (claimed.length > 0) await passing('relay.claimed');
      const rows = claimed.sort(byLaneAndSeq);
      const commit = async (): Promise<void> => {
        await runner.commitTransaction();
        await runner.release();
      };
      return { rows, isFull: rows.length === limit, commit, giveBack };
    } catch (error) {
      await giveBack();
      throw error;
    }
  }

  private async send(rows: OutboxRow[]): Promise<void> {
    for (const part of partsOf(rows)) {
      await passing('relay.sending');
      await this.port.send(byTopic(part));
      await passing('relay.acknowledged');
    }
  }
}

// Of whole numbers without leading zeros the longer one is larger.
const byLaneAndSeq = (a: OutboxRow, b: OutboxRow): number =>
  a.lane - b.lane || a.seq.length - b.seq.length || (a.seq < b.seq ? -1 : 1);

/** Parts in order, each small enough that the broker takes it even when all of it goes to one partition. */
function partsOf(rows: OutboxRow[]): OutboxRow[][] {
  const parts: OutboxRow[][] = [];
  let bytes = Infinity;
  for (const row of rows) {
    const size = sizeOf(row);
    if (bytes + size > BYTES_PER_SEND) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(row);
    bytes += size;
  }
  return parts;
}

/** Bytes of a row on its way, or some more: each length takes up to five. Headers are ASCII. */
function sizeOf({ payload, key, headers }: OutboxRow): number {
  let size = Buffer.byteLength(payload) + Buffer.byteLength(key) + 32;
  for (const name in headers) size += name.length + (headers[name]?.length ?? 0) + 10;
  return size;
}

function byTopic(rows: OutboxRow[]): TopicMessages[] {
  return [...Map.groupBy(rows, ({ topic }) => topic)].map(([topic, messages]) => ({
    topic,
    messages: messages.map(({ key, headers, payload }) => ({ key, headers, value: payload })),
  }));
}
