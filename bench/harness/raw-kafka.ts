import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, type Admin, type Producer } from 'kafkajs';
import { eventually } from '#testing';
import { timed } from './timed.js';

export interface RawMessage {
  key: string;
  headers: Record<string, string>;
  value: string;
}

/** The broker refuses more than 1 MiB for one partition, so this is the largest piece that is safe in any case. */
const BYTES_PER_SEND = 900_000;

/** The client library with nothing around it: what a broker on this machine takes and gives at most. */
export class RawKafka {
  private constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly producer: Producer,
  ) {}

  static async connect(brokers: string): Promise<RawKafka> {
    const kafka = new Kafka({ clientId: 'bench', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
    await Promise.all([admin.connect(), producer.connect()]);
    return new RawKafka(kafka, admin, producer);
  }

  async close(): Promise<void> {
    await Promise.all([this.admin.disconnect(), this.producer.disconnect()]);
  }

  /** Where each partition ends now; a topic that was created just now may not have a leader for a moment. */
  async ends(topic: string): Promise<Map<number, string>> {
    const offsets = await eventually(
      () => this.admin.fetchTopicOffsets(topic).catch(() => undefined),
      `${topic} has leaders`,
      { timeoutMs: 30_000, everyMs: 100 },
    );
    return new Map(offsets.map(({ partition, high }) => [partition, high]));
  }

  /**
   * Waits until a group has committed all that stands on a topic; the time then, in milliseconds since 1970. Asked fifty times
   * a second in the process of the service, it was a twenty-fifth of what that did; so it is late by up to a tenth of a second.
   */
  async whenCommitted(groupId: string, topic: string): Promise<number> {
    const ends = await this.ends(topic);
    for (;;) {
      const [found] = await this.admin.fetchOffsets({ groupId, topics: [topic] });
      const committed = new Map(found?.partitions.map(({ partition, offset }) => [partition, offset]));
      if ([...ends].every(([partition, end]) => end === '0' || committed.get(partition) === end)) return Date.now();
      await pause(100);
    }
  }

  /** Seconds to send all of it, in pieces as large as the broker takes, acknowledged by all replicas, idempotent. */
  async sendSeconds(topic: string, messages: RawMessage[]): Promise<number> {
    const pieces = piecesOf(messages);
    return timed(async () => {
      for (const piece of pieces)
        await this.producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages: piece }] });
    });
  }

  /** Messages a second when each is sent by itself and then marked, as a simple relay does it. */
  async sendOneByOne(topic: string, messages: RawMessage[], mark: (n: number) => Promise<unknown>): Promise<number> {
    const seconds = await timed(async () => {
      for (const [n, message] of messages.entries()) {
        await this.producer.send({ topic, acks: -1, messages: [message] });
        await mark(n);
      }
    });
    return messages.length / seconds;
  }

  /** Reads what stands behind these offsets, doing nothing with it but `see`; seconds from the first piece to the last. */
  async readSeconds(
    topic: string,
    from: Map<number, string>,
    count: number,
    see: (header: string) => void = () => undefined,
  ): Promise<number> {
    const consumer = this.kafka.consumer({ groupId: `bench-${process.pid}-${Date.now()}`, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    let [seen, began] = [0, 0];
    const { promise: ended, resolve: end } = Promise.withResolvers<number>();
    await consumer.run({
      eachBatchAutoResolve: true,
      partitionsConsumedConcurrently: 3,
      eachBatch: ({ batch }) => {
        const first = BigInt(from.get(batch.partition) ?? '0');
        const fresh = batch.messages.filter(({ offset }) => BigInt(offset) >= first);
        if (fresh.length > 0) began ||= performance.now();
        for (const { headers } of fresh) see(String(headers?.['ce_id']));
        seen += fresh.length;
        if (seen >= count) end((performance.now() - began) / 1_000);
        return Promise.resolve();
      },
    });
    for (const [partition, offset] of from) consumer.seek({ topic, partition, offset });
    const seconds = await ended;
    await consumer.disconnect();
    return seconds;
  }
}

export function piecesOf(messages: readonly RawMessage[]): RawMessage[][] {
  const pieces: RawMessage[][] = [];
  let bytes = Infinity;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value) + Buffer.byteLength(JSON.stringify(message.headers)) + 64;
    if (bytes + size > BYTES_PER_SEND) {
      pieces.push([]);
      bytes = 0;
    }
    pieces.at(-1)?.push(message);
    bytes += size;
  }
  return pieces;
}
