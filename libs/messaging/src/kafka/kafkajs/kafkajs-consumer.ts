import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { RawMessage } from '../../consume/decode.js';
import { SESSION_MS, type BatchConsumer, type ConsumerSettings } from '../batch-consumer.js';
import { whileAlive } from '../while-alive.js';

/** So much of a backlog is worth one or two transactions; of a partition twice that is in memory. */
const BYTES_PER_PARTITION = 2 * 1_048_576;

/** A batch that is worked on. */
interface Work {
  /** The membership of the group under which it was read. */
  membership: number;
  /** Where its effects end so far, and where the next batch begins. */
  next: bigint;
  readTo: bigint;
  /** With the error that ended it; never rejected. */
  ended: Promise<unknown>;
}

/**
 * Consumes by kafkajs `eachBatch`. kafkajs reads on only when every batch was given back, so a batch is given back when its
 * work begins: the next ones are read and unpacked beside it, and wait for it. What kafkajs takes for consumed is thus ahead
 * of the effects; offsets are committed by hand, as far as the effects are.
 */
export class KafkajsConsumer implements BatchConsumer {
  private consumer: Consumer | undefined;
  private readonly works = new Map<string, Work>();
  private membership = 0;
  private stopping = false;

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
      retry: {
        initialRetryTime: 100,
        maxRetryTime: 2_000,
        retries: 10,
        restartOnFailure: () => Promise.resolve(!this.stopping),
      },
    });
    this.consumer = consumer;
    const { CRASH, GROUP_JOIN, DISCONNECT, HEARTBEAT } = consumer.events;
    consumer.on(GROUP_JOIN, () => {
      this.membership += 1;
      listener.joined();
    });
    consumer.on(HEARTBEAT, () => listener.joined());
    consumer.on(DISCONNECT, () => listener.lost('disconnected'));
    consumer.on(CRASH, ({ payload }) => {
      listener.lost(payload.error.message);
      if (!payload.restart && !this.stopping) listener.dead(payload.error.message);
    });
    await consumer.connect();
    // From the beginning, always: the default jumps silently to the end when the committed offset is out of range.
    if (!this.stopping) await consumer.subscribe({ topics, fromBeginning: true });
    if (!this.stopping)
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        // So many partitions may wait for the work before; how many are at work is not decided here.
        partitionsConsumedConcurrently: 3,
        eachBatch: payload => this.eachBatch(payload),
      });
    // kafkajs does not hear a stop while it starts.
    if (this.stopping) await consumer.disconnect();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.pause();
    await Promise.all([...this.works.values()].map(({ ended }) => ended));
    await this.consumer?.disconnect();
  }

  /** What nobody takes any more need not be read again and again. */
  private pause(): void {
    try {
      this.consumer?.pause(this.settings.topics.map(topic => ({ topic })));
    } catch {
      // It is not running yet.
    }
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, isRunning } = payload;
    const { membership } = this;
    const isMember = (): boolean => isRunning() && membership === this.membership;
    const { sessionMs = SESSION_MS } = this.settings;
    await whileAlive(heartbeat, sessionMs / 5, () => this.endOfWorkBefore(payload));
    const last = batch.messages.at(-1);
    if (!last || this.stopping || !isMember()) return;
    resolveOffset(last.offset);
    const work: Work = {
      membership,
      next: BigInt(batch.messages[0]?.offset ?? 0),
      readTo: BigInt(batch.lastOffset()) + 1n,
      ended: Promise.resolve(),
    };
    work.ended = this.workOn(work, payload, isMember).catch((error: unknown) => error);
    this.works.set(placeOf(payload), work);
  }

  /**
   * Waits for the batch before. One that failed fails this one, too: kafkajs then throws away all that it has read, pauses,
   * and reads again. The same where this batch was read ahead of work that an older membership left undone, as another
   * connection of kafkajs may have joined the group anew meanwhile.
   */
  private async endOfWorkBefore(payload: EachBatchPayload): Promise<void> {
    const place = placeOf(payload);
    const before = this.works.get(place);
    if (!before) return;
    const error = await before.ended;
    const isOld = before.membership !== this.membership;
    if (!isOld && !error) return;
    this.works.delete(place);
    if (!isOld) {
      payload.resolveOffset(String(before.next - 1n));
      throw error;
    }
    const { fetchedOffset } = payload.batch as typeof payload.batch & { fetchedOffset: string };
    if (before.next < before.readTo && BigInt(fetchedOffset) === before.readTo)
      throw new Error(`${place} was read before the group changed`);
  }

  private async workOn(
    work: Work,
    { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary }: EachBatchPayload,
    isMember: () => boolean,
  ): Promise<void> {
    const { topic, partition, messages } = batch;
    const ours = (): boolean => !this.stopping && isMember();
    const done = async (offset: string): Promise<void> => {
      work.next = BigInt(offset) + 1n;
      // Under a new membership the partition may be another's, and so is its offset.
      if (!isMember()) return;
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(work.next) }] }] });
      await heartbeat();
    };
    try {
      const raw = messages.map(message => toRaw(topic, partition, message));
      await this.settings.handle({ topic, partition, messages: raw }, { ours, heartbeat, done });
      if (work.next <= BigInt(messages.at(-1)?.offset ?? 0))
        throw new Error(`${topic}[${partition}] is not done to the end`);
      work.next = work.readTo;
    } catch (error) {
      if (isMember()) resolveOffset(String(work.next - 1n));
      throw error;
    }
  }
}

const placeOf = ({ batch: { topic, partition } }: EachBatchPayload): string => `${topic}[${partition}]`;

function toRaw(topic: string, partition: number, message: KafkaMessage): RawMessage {
  const { key, value, offset, headers } = message;
  const text: Record<string, string> = {};
  for (const name in headers) text[name] = String(headers[name]);
  // What was read is held until its work ends; a dozen buffers a message would be copied by the collector until then.
  message.headers = {};
  return { topic, partition, offset, value, key: key?.toString('utf8') ?? null, headers: text };
}
