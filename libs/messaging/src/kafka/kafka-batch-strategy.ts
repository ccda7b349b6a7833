import { Logger } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { setTimeout as pause } from 'node:timers/promises';
import { eventsOnTopic } from '#contracts';
import type { BatchProcessor } from '../consume/batch-processor.js';
import { passing } from '../failpoints.js';
import type { RawMessage } from '../consume/decode.js';
import type { TopicConsumer } from '../consume/topic-consumer.js';
import { atMost } from './at-most.js';
import type { BatchConsumer, Delivery, ReceivedBatch } from './batch-consumer.js';
import { carriesSingleChanges, groupsOf, type ConsumerGroup } from './consumer-groups.js';
import { ConsumerHealth } from './consumer-health.js';
import type { KafkaAdapter } from './kafka-adapter.js';
import { RightOfWay } from '../right-of-way.js';
import type { TopicNames } from './topic-names.js';
import { whileAlive } from './while-alive.js';

/**
 * So many transactions at once: more would only wait for each other, and take the connections of requests. What comes in
 * bulk has one while it gives way to what is done by hand.
 */
const TRANSACTIONS_AT_ONCE = { usual: 3, givingWay: 1 };

const NEXT_TRY_MS = 1_000;

/** Nobody waits any more for news that are older: they are caught up on, or were published again. */
const AWAITED_MS = 60_000;

/** What the strategy is told by the settings of the service. */
export interface ConsumerOptions {
  group: string;
  sessionMs: number;
  messagesPerTransaction: number;
}

/** How the batches of a group are worked on. */
interface Lane {
  rowsAtOnce: () => number;
  inTurn: ReturnType<typeof atMost>;
}

/** What the service does around its consumers. */
interface Preparation {
  /** Done before the consumers come, and again when it failed. */
  before(): Promise<void>;
  /** Done while the consumer joins its group. */
  beside(groupId: string): Promise<void>;
}

/**
 * Nest transport that hands whole batches to the topic tables. Nest's own Kafka server overwrites `eachBatch` and
 * works message by message; see docs/adr/0003.
 */
export class KafkaBatchStrategy extends Server implements CustomTransportStrategy {
  protected override readonly logger = new Logger('KafkaBatchStrategy');
  private consumers: BatchConsumer[] = [];
  private closing = false;
  private readonly byTopic: Map<string, TopicConsumer>;

  constructor(
    private readonly kafka: KafkaAdapter,
    private readonly options: ConsumerOptions,
    private readonly names: TopicNames,
    consumers: TopicConsumer[],
    private readonly processor: Pick<BatchProcessor, 'process'>,
    private readonly health: ConsumerHealth,
    private readonly preparation: Preparation,
    private readonly rightOfWay: RightOfWay,
  ) {
    super();
    this.byTopic = new Map(consumers.map(consumer => [consumer.topic, consumer]));
    for (const consumer of consumers) assertComplete(consumer);
  }

  /** Waits for nobody: a service works for its users while the broker is away, or its group is still without it. */
  listen(callback: (error?: unknown) => void): void {
    void this.connectAtLast();
    callback();
  }

  async close(): Promise<void> {
    this.closing = true;
    this.health.stopped();
    await this.stopConsumers();
  }

  on(): never {
    throw new Error('The batch strategy emits no events');
  }

  unwrap<T>(): T {
    return this.consumers as T;
  }

  private async connectAtLast(): Promise<void> {
    const groups = groupsOf(this.options.group, [...this.byTopic.keys()]);
    this.health.expect(groups.map(({ groupId }) => groupId));
    while (!this.closing) {
      try {
        await this.preparation.before();
        if (!this.closing) await this.connect(groups);
        break;
      } catch (error) {
        this.logger.warn(`Kafka is tried again: ${error instanceof Error ? error.message : String(error)}`);
        await this.stopConsumers();
        await pause(NEXT_TRY_MS, undefined, { ref: false });
      }
    }
    if (this.closing) await this.stopConsumers();
  }

  private async connect(groups: ConsumerGroup[]): Promise<void> {
    this.consumers = groups.map(({ groupId, topics, isBulk }) => {
      const lane = isBulk ? this.bulkLane() : this.calmLane();
      return this.kafka.consumer({
        groupId,
        sessionMs: this.options.sessionMs,
        topics: topics.map(topic => this.names.onBroker(topic)),
        handle: (batch, delivery) => this.handle(batch, delivery, lane),
        listener: {
          joined: () => this.health.joined(groupId),
          lost: why => this.health.lost(groupId, why),
          dead: why => this.end(why),
        },
      });
    });
    const joining = this.consumers.map(consumer => consumer.start());
    const all = await Promise.allSettled([
      ...joining,
      ...groups.map(({ groupId }) => this.preparation.beside(groupId)),
    ]);
    const failed = all.find(one => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async stopConsumers(): Promise<void> {
    const consumers = this.consumers.splice(0);
    await Promise.all(consumers.map(consumer => consumer.stop().catch(() => undefined)));
  }

  private async handle(
    { topic: onBroker, messages }: ReceivedBatch,
    delivery: Delivery,
    { rowsAtOnce, inTurn }: Lane,
  ): Promise<void> {
    const topic = this.names.inContracts(onBroker);
    const consumer = this.byTopic.get(topic);
    if (!consumer) throw new Error(`No consumer for ${topic}`);
    if (carriesSingleChanges(topic) && areAwaited(messages)) this.rightOfWay.take();
    const heartbeat = (): Promise<void> => delivery.heartbeat();
    for (let from = 0; from < messages.length;) {
      const work = async (): Promise<number> => {
        if (!delivery.ours()) return 0;
        const piece = evenPiece(messages.length - from, rowsAtOnce());
        const raw = messages.slice(from, from + piece).map(message => ({ ...message, topic }));
        await this.processor.process(consumer, raw);
        const last = raw.at(-1);
        // After the commit of the effect, never before: a crash in between repeats the batch, and the inbox knows it.
        if (last) await delivery.done(last.offset);
        await passing('offset.committed');
        return raw.length;
      };
      const done = await whileAlive(heartbeat, this.options.sessionMs / 5, () => inTurn(work));
      if (done === 0) return;
      from += done;
    }
  }

  private calmLane(): Lane {
    return {
      rowsAtOnce: () => this.options.messagesPerTransaction,
      inTurn: atMost(() => TRANSACTIONS_AT_ONCE.usual),
    };
  }

  private bulkLane(): Lane {
    const { rightOfWay, options } = this;
    const inTurn = atMost(() => TRANSACTIONS_AT_ONCE[rightOfWay.isTaken ? 'givingWay' : 'usual']);
    return {
      rowsAtOnce: () => rightOfWay.limit(options.messagesPerTransaction),
      inTurn: work => inTurn(() => rightOfWay.giveWayAfter(work)),
    };
  }

  private end(why: string): void {
    this.logger.error(`The consumer cannot go on, so the process ends and is started again: ${why}`);
    process.kill(process.pid, 'SIGTERM');
  }
}

const areAwaited = (messages: readonly RawMessage[]): boolean =>
  Date.now() - Date.parse(messages.at(-1)?.headers['ce_time'] ?? '') < AWAITED_MS;

/** Even pieces, up to half as large again: a full transaction and a tiny one behind it would cost nearly as much as two. */
const evenPiece = (messages: number, atOnce: number): number =>
  Math.ceil(messages / Math.max(1, Math.round(messages / atOnce)));

function assertComplete(consumer: TopicConsumer): void {
  const missing = eventsOnTopic(consumer.topic).filter(({ type }) => !(type in consumer.table));
  if (missing.length > 0)
    throw new Error(`${consumer.constructor.name} says nothing about ${missing.map(({ type }) => type).join(', ')}`);
}
