import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { RawMessage } from '../../consume/decode.js';
import { SESSION_MS, type BatchConsumer, type ConsumerSettings } from '../batch-consumer.js';

/** So much of a backlog is worth one or two transactions; a partition in memory is never more. */
const BYTES_PER_PARTITION = 4 * 1_048_576;

/** Consumes by kafkajs `eachBatch`; offsets are resolved by hand, as far as the effects are committed. */
export class KafkajsConsumer implements BatchConsumer {
  private consumer: Consumer | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly settings: ConsumerSettings,
  ) {}

  async start(): Promise<void> {
    const { groupId, topics, listener, sessionMs = SESSION_MS } = this.settings;
    const consumer = this.kafka.consumer({
      groupId,
      sessionTimeout: sessionMs,
      heartbeatInterval: sessionMs / 10,
      maxWaitTimeInMs: 1_000,
      maxBytesPerPartition: BYTES_PER_PARTITION,
      // Always come back: a service that is alive without its consumer would look well and do nothing.
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 10, restartOnFailure: () => Promise.resolve(true) },
    });
    this.consumer = consumer;
    const { CRASH, GROUP_JOIN, DISCONNECT, HEARTBEAT } = consumer.events;
    consumer.on(GROUP_JOIN, () => listener.joined());
    consumer.on(HEARTBEAT, () => listener.joined());
    consumer.on(DISCONNECT, () => listener.lost('disconnected'));
    consumer.on(CRASH, ({ payload }) => {
      listener.lost(payload.error.message);
      if (!payload.restart) listener.dead(payload.error.message);
    });
    await consumer.connect();
    // From the beginning, always: the default jumps silently to the end when the committed offset is out of range.
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 3,
      eachBatch: payload => this.eachBatch(payload),
    });
  }

  async stop(): Promise<void> {
    await this.consumer?.disconnect();
  }

  private eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, uncommittedOffsets, isRunning, isStale } =
      payload;
    const { topic, partition, messages } = batch;
    return this.settings.handle(
      { topic, partition, messages: messages.map(message => toRaw(topic, partition, message)) },
      {
        ours: () => isRunning() && !isStale(),
        heartbeat,
        done: async offset => {
          resolveOffset(offset);
          await heartbeat();
          // Without an argument kafkajs commits at the end of the batch only, and a crash would repeat all of it.
          await commitOffsetsIfNecessary(uncommittedOffsets());
        },
      },
    );
  }
}

function toRaw(topic: string, partition: number, { key, value, offset, headers }: KafkaMessage): RawMessage {
  const text: Record<string, string> = {};
  for (const name in headers) text[name] = String(headers[name]);
  return { topic, partition, offset, value, key: key?.toString('utf8') ?? null, headers: text };
}
