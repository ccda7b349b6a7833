import { Logger } from '@nestjs/common';
import { ConnectionPool, ListOffsetTimestamps, type Consumer } from '@platformatic/kafka';
import type { ConsumerSettings } from '../batch-consumer.js';
import { batchesOf, type FetchResponse } from './read-records.js';
import { options } from './platformatic-options.js';
import { workOn, type FetchedBatch, type OwnedPartition } from './partition-work.js';

const OUT_OF_RANGE = 1;
const LONGEST_WAIT_MS = 500;
const BYTES_PER_PARTITION = 1_048_576;

/**
 * Reads one topic on a connection of its own: a fetch that waits for news on a quiet topic never holds up a busy one,
 * nor a busy one a quiet one. A partition that is being worked on is not fetched, so a slow database slows the reading.
 */
export class TopicLane {
  private readonly logger = new Logger('TopicLane');
  private readonly pool: ConnectionPool;
  private owned = new Map<number, OwnedPartition>();
  private stopping = false;
  private running: Promise<void> | undefined;
  private wake: () => void = () => undefined;

  constructor(
    readonly topic: string,
    private readonly member: Consumer,
    private readonly settings: ConsumerSettings,
    clientId: string,
  ) {
    this.pool = new ConnectionPool(clientId, options(clientId, []));
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Keeps what stays ours as it is, and finds where to begin with what is new. */
  async assign(partitions: number[]): Promise<void> {
    const fresh = partitions.filter(partition => !this.owned.has(partition));
    const positions = await this.positionsOf(fresh);
    this.owned = new Map(
      partitions.map(partition => [partition, this.owned.get(partition) ?? at(partition, positions)]),
    );
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    // A fetch that waits for news is let end: the client would try again and again on a connection that was closed.
    await this.running;
    for (const { working } of this.owned.values()) await working;
    await this.pool.close().catch(() => undefined);
  }

  /** The committed offset; the beginning where there is none or the log begins behind it. */
  private async positionsOf(partitions: number[]): Promise<Map<number, bigint>> {
    if (partitions.length === 0) return new Map();
    const committed = await this.member.listCommittedOffsets({ topics: [{ topic: this.topic, partitions }] });
    const earliest = await this.earliest();
    return new Map(
      partitions.map(partition => {
        const offset = committed.get(this.topic)?.[partition] ?? -1n;
        const first = earliest[partition] ?? 0n;
        if (offset >= 0n && offset < first) this.sayGone(partition, offset, first);
        return [partition, offset < first ? first : offset];
      }),
    );
  }

  private async earliest(): Promise<bigint[]> {
    const timestamp = ListOffsetTimestamps.EARLIEST;
    return (await this.member.listOffsets({ topics: [this.topic], timestamp })).get(this.topic) ?? [];
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const now = Date.now();
      const all = [...this.owned.values()];
      const free = all.filter(({ working, notBefore }) => !working && notBefore <= now);
      if (free.length === 0) {
        await this.sleep(all.some(({ working }) => !working) ? 50 : 1_000);
        continue;
      }
      try {
        // A partition that becomes free meanwhile must not wait for news on the others.
        await this.fetch(free, free.length < all.length ? 20 : LONGEST_WAIT_MS);
      } catch (error) {
        if (!this.stopping) await this.recover(error);
      }
    }
  }

  private async fetch(free: OwnedPartition[], maxWaitTime: number): Promise<void> {
    const metadata = await this.member.metadata({ topics: [this.topic] });
    const known = metadata.topics.get(this.topic);
    if (!known) throw new Error(`${this.topic} is not there`);
    const byLeader = Map.groupBy(free, ({ partition }) => known.partitions[partition]?.leader ?? -1);
    for (const [node, partitions] of byLeader) {
      const response = await this.member.fetch({
        node,
        maxWaitTime,
        minBytes: 1,
        connectionPool: this.pool,
        topics: [{ topicId: known.id, partitions: partitions.map(toRequest) }],
      });
      const batches = batchesOf(response, this.topic, new Map(partitions.map(one => [one.partition, one.position])));
      for (const [partition, batch] of batches) this.work(partition, batch);
    }
  }

  private work(partition: number, batch: FetchedBatch): void {
    const one = this.owned.get(partition);
    if (!one) return;
    const { listener, handle } = this.settings;
    const { topic } = this;
    one.working = workOn(one, batch, (messages, delivery) => handle({ topic, partition, messages }, delivery), {
      ours: () => !this.stopping && this.owned.get(partition) === one,
      commit: offset => this.commit(partition, offset),
      failed: error => listener.lost(messageOf(error)),
    }).finally(() => {
      one.working = undefined;
      this.wake();
    });
  }

  private async commit(partition: number, offset: bigint): Promise<void> {
    try {
      await this.member.commit({ offsets: [{ topic: this.topic, partition, offset, leaderEpoch: -1 }] });
    } catch (error) {
      // The effect stands, so nothing is lost: whoever reads from the older offset finds it in the inbox.
      this.logger.debug(`Offset ${offset} of ${this.topic}[${partition}] not committed: ${messageOf(error)}`);
    }
  }

  private async recover(error: unknown): Promise<void> {
    const { response } = error as { response?: FetchResponse };
    const gone = (response?.responses ?? [])
      .flatMap(({ partitions }) => partitions)
      .filter(({ errorCode }) => errorCode === OUT_OF_RANGE);
    this.logger.debug(`Fetch from ${this.topic} failed: ${messageOf(error)}`);
    if (gone.length > 0) {
      const earliest = await this.earliest().catch(() => undefined);
      for (const { partitionIndex } of gone) {
        const one = this.owned.get(partitionIndex);
        const first = earliest?.[partitionIndex];
        if (!one || first === undefined) continue;
        this.sayGone(partitionIndex, one.position, first);
        one.position = one.done = first;
      }
      return;
    }
    this.member.clearMetadata();
    await this.sleep(200);
  }

  private sayGone(partition: number, offset: bigint, first: bigint): void {
    this.logger.error(
      `Offset ${offset} of ${this.topic}[${partition}] is not in the log any more; reading goes on from its beginning, ${first}`,
    );
  }

  private sleep(ms: number): Promise<void> {
    if (this.stopping) return Promise.resolve();
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function at(partition: number, positions: Map<number, bigint>): OwnedPartition {
  const position = positions.get(partition) ?? 0n;
  return { partition, position, done: position, working: undefined, failures: 0, notBefore: 0 };
}

const toRequest = ({ partition, position }: OwnedPartition) => ({
  partition,
  currentLeaderEpoch: -1,
  fetchOffset: position,
  lastFetchedEpoch: -1,
  partitionMaxBytes: BYTES_PER_PARTITION,
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
