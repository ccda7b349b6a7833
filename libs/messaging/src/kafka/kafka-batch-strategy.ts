import { Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { eventsOnTopic } from '#contracts';
import type { BatchProcessor } from '../consume/batch-processor.js';
import { passing } from '../failpoints.js';
import type { TopicConsumer } from '../consume/topic-consumer.js';
import type { BatchConsumer, Delivery, ReceivedBatch } from './batch-consumer.js';
import { groupsOf } from './consumer-groups.js';
import { ConsumerHealth } from './consumer-health.js';
import type { KafkaAdapter } from './kafka-adapter.js';
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
  private consumers: BatchConsumer[] = [];
  private readonly byTopic: Map<string, TopicConsumer>;

  constructor(
    private readonly kafka: KafkaAdapter,
    private readonly options: ConsumerOptions,
    private readonly names: TopicNames,
    consumers: TopicConsumer[],
    private readonly processor: Pick<BatchProcessor, 'process'>,
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
    await Promise.all(this.consumers.map(consumer => consumer.stop()));
  }

  on(): never {
    throw new Error('The batch strategy emits no events');
  }

  unwrap<T>(): T {
    return this.consumers as T;
  }

  private async connect(): Promise<void> {
    const groups = groupsOf(this.options.group, [...this.byTopic.keys()]);
    this.health.expect(groups.map(({ groupId }) => groupId));
    this.consumers = groups.map(({ groupId, topics }) =>
      this.kafka.consumer({
        groupId,
        sessionMs: this.options.sessionMs,
        topics: topics.map(topic => this.names.onBroker(topic)),
        handle: (batch, delivery) => this.handle(batch, delivery),
        listener: {
          joined: () => this.health.joined(groupId),
          lost: why => this.health.lost(groupId, why),
          dead: why => this.end(why),
        },
      }),
    );
    await Promise.all(this.consumers.map(consumer => consumer.start()));
  }

  private async handle({ topic: onBroker, messages }: ReceivedBatch, delivery: Delivery): Promise<void> {
    const topic = this.names.inContracts(onBroker);
    const consumer = this.byTopic.get(topic);
    if (!consumer) throw new Error(`No consumer for ${topic}`);
    const { messagesPerTransaction, sessionMs } = this.options;
    // Even pieces, up to half as large again: a full transaction and a tiny one behind it would cost nearly as much as two.
    const piece = Math.ceil(messages.length / Math.max(1, Math.round(messages.length / messagesPerTransaction)));
    for (let from = 0; from < messages.length; from += piece) {
      if (!delivery.ours()) return;
      const raw = messages.slice(from, from + piece).map(message => ({ ...message, topic }));
      const heartbeat = (): Promise<void> => delivery.heartbeat();
      await whileAlive(heartbeat, sessionMs / 5, () => this.processor.process(consumer, raw));
      const last = raw.at(-1);
      // After the commit of the effect, never before: a crash in between repeats the batch, and the inbox knows it.
      if (last) await delivery.done(last.offset);
      await passing('offset.committed');
    }
  }

  private end(why: string): void {
    this.logger.error(`The consumer cannot go on, so the process ends and is started again: ${why}`);
    process.kill(process.pid, 'SIGTERM');
  }
}

function assertComplete(consumer: TopicConsumer): void {
  const missing = eventsOnTopic(consumer.topic).filter(({ type }) => !(type in consumer.table));
  if (missing.length > 0)
    throw new Error(`${consumer.constructor.name} says nothing about ${missing.map(({ type }) => type).join(', ')}`);
}
