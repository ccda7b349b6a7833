import { Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { eventsOnTopic } from '#contracts';
import { BatchProcessor } from '../consume/batch-processor.js';
import type { RawMessage } from '../consume/decode.js';
import { passing } from '../failpoints.js';
import type { TopicConsumer } from '../consume/topic-consumer.js';
import { ConsumerHealth } from './consumer-health.js';
import type { TopicNames } from './topic-names.js';
import { whileAlive } from './while-alive.js';

/** What the strategy is told by the settings of the service. */
export interface ConsumerOptions {
  group: string;
  sessionMs: number;
  messagesPerTransaction: number;
}

/**
 * Nest transport that hands whole batches to the topic tables. Nest's own Kafka server overwrites `eachBatch` and
 * works message by message; see docs/adr/0003.
 */
export class KafkaBatchStrategy extends Server implements CustomTransportStrategy {
  protected override readonly logger = new Logger('KafkaBatchStrategy');
  private consumer: Consumer | undefined;
  private readonly byTopic: Map<string, TopicConsumer>;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: ConsumerOptions,
    private readonly names: TopicNames,
    consumers: TopicConsumer[],
    private readonly processor: BatchProcessor,
    private readonly health: ConsumerHealth,
  ) {
    super();
    this.byTopic = new Map(consumers.map(consumer => [consumer.topic, consumer]));
    for (const consumer of consumers) assertComplete(consumer);
  }

  listen(callback: (error?: unknown) => void): void {
    this.connect().then(() => callback(), callback);
  }

  async close(): Promise<void> {
    this.health.stopped();
    await this.consumer?.disconnect();
  }

  on(): never {
    throw new Error('The batch strategy emits no events');
  }

  unwrap<T>(): T {
    return this.consumer as T;
  }

  private async connect(): Promise<void> {
    if (this.byTopic.size === 0) return this.health.joined();
    const consumer = this.kafka.consumer({
      groupId: this.options.group,
      sessionTimeout: this.options.sessionMs,
      heartbeatInterval: this.options.sessionMs / 10,
      maxWaitTimeInMs: 1_000,
      // Always come back: a service that is alive without its consumer would look well and do nothing.
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 10, restartOnFailure: () => Promise.resolve(true) },
    });
    this.consumer = consumer;
    const { CRASH, GROUP_JOIN, DISCONNECT, HEARTBEAT } = consumer.events;
    consumer.on(GROUP_JOIN, () => this.health.joined());
    consumer.on(HEARTBEAT, () => this.health.joined());
    consumer.on(DISCONNECT, () => this.health.lost('disconnected'));
    consumer.on(CRASH, ({ payload }) => {
      this.health.lost(payload.error.message);
      if (payload.restart) return;
      this.logger.error(
        `The consumer cannot go on, so the process ends and is started again: ${payload.error.message}`,
      );
      process.kill(process.pid, 'SIGTERM');
    });
    await consumer.connect();
    // From the beginning, always: the default jumps silently to the end when the committed offset is out of range.
    await consumer.subscribe({
      topics: [...this.byTopic.keys()].map(topic => this.names.onBroker(topic)),
      fromBeginning: true,
    });
    await consumer.run({
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 3,
      eachBatch: payload => this.eachBatch(payload),
    });
  }

  private async eachBatch({
    batch,
    resolveOffset,
    heartbeat,
    commitOffsetsIfNecessary,
    uncommittedOffsets,
    isRunning,
    isStale,
  }: EachBatchPayload): Promise<void> {
    const topic = this.names.inContracts(batch.topic);
    const consumer = this.byTopic.get(topic);
    if (!consumer) throw new Error(`No consumer for ${topic}`);
    for (let from = 0; from < batch.messages.length; from += this.options.messagesPerTransaction) {
      if (!isRunning() || isStale()) return;
      const messages = batch.messages.slice(from, from + this.options.messagesPerTransaction);
      const raw = messages.map(message => toRaw(topic, batch.partition, message));
      await whileAlive(heartbeat, this.options.sessionMs / 5, () => this.processor.process(consumer, raw));
      const last = messages.at(-1);
      // After the commit of the effect, never before: a crash in between repeats the batch, and the inbox knows it.
      if (last) resolveOffset(last.offset);
      await heartbeat();
      // Without an argument kafkajs commits at the end of the batch only, and a crash would repeat all of it.
      await commitOffsetsIfNecessary(uncommittedOffsets());
      await passing('offset.committed');
    }
  }
}

function assertComplete(consumer: TopicConsumer): void {
  const missing = eventsOnTopic(consumer.topic).filter(({ type }) => !(type in consumer.table));
  if (missing.length > 0)
    throw new Error(`${consumer.constructor.name} says nothing about ${missing.map(({ type }) => type).join(', ')}`);
}

function toRaw(topic: string, partition: number, { key, value, offset, headers }: KafkaMessage): RawMessage {
  const text = Object.entries(headers ?? {}).map(([name, header]) => [name, String(header)] as const);
  return { topic, partition, offset, value, key: key?.toString('utf8') ?? null, headers: Object.fromEntries(text) };
}
