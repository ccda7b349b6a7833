import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { BackgroundLoop } from '../background-loop.js';
import { passing } from '../failpoints.js';
import type { MessagePort, TopicMessages } from '../kafka/message-port.js';
import { MessageWatch } from '../message-watch.js';
import { queryRows } from '../query-rows.js';
import type { Transaction } from '../transaction.js';

interface OutboxRow {
  lane: number;
  seq: string;
  topic: string;
  key: string;
  headers: Record<string, string>;
  payload: string;
}

/** The broker refuses a batch for one partition above 1 MiB (message.max.bytes). */
const BYTES_PER_SEND = 900_000;

// Claiming and deleting in one statement needs no cursor, so a slower, earlier transaction can never be skipped:
// its rows are simply claimed when they become visible. The calm lane (0) sorts before the batch lane (1).
const CLAIM = `
  DELETE FROM outbox WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM outbox ORDER BY lane, seq LIMIT $1 FOR UPDATE SKIP LOCKED))
  RETURNING lane, seq, topic, key, headers, payload`;

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
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'outbox-relay',
      idleMs: { least: 5, most: 250 },
      work: () => this.carry(),
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

  /** Sends what one claim brings; true when there may be more. */
  private async carry(): Promise<boolean> {
    const sent = await this.dataSource.transaction(async manager => {
      const claimed = await queryRows<OutboxRow>(manager, CLAIM, [this.rowsPerClaim]);
      if (claimed.length === 0) return 0;
      await passing('relay.claimed');
      const rows = claimed.sort((a, b) => a.lane - b.lane || Number(BigInt(a.seq) - BigInt(b.seq)));
      for (const part of partsOf(rows)) {
        await passing('relay.sending');
        await this.port.send(byTopic(part));
        await passing('relay.acknowledged');
      }
      return rows.length;
    });
    if (sent === 0) return false;
    await passing('relay.deleted');
    this.watch.sent(sent);
    this.logger.debug(`Sent ${sent} messages`);
    return true;
  }
}

/** Parts in order, each small enough that the broker takes it even when all of it goes to one partition. */
function partsOf(rows: OutboxRow[]): OutboxRow[][] {
  const parts: OutboxRow[][] = [];
  let bytes = Infinity;
  for (const row of rows) {
    const size = Buffer.byteLength(row.payload) + Buffer.byteLength(JSON.stringify(row.headers)) + row.key.length + 32;
    if (bytes + size > BYTES_PER_SEND) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(row);
    bytes += size;
  }
  return parts;
}

function byTopic(rows: OutboxRow[]): TopicMessages[] {
  return [...Map.groupBy(rows, ({ topic }) => topic)].map(([topic, messages]) => ({
    topic,
    messages: messages.map(({ key, headers, payload }) => ({ key, headers, value: payload })),
  }));
}
