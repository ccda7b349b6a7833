import type { RawMessage } from '../consume/decode.js';

/** Messages of one partition, in order, by the name of the topic on the broker. */
export interface ReceivedBatch {
  topic: string;
  partition: number;
  messages: RawMessage[];
}

/** What whoever handles a batch tells the client about it. */
export interface Delivery {
  /** False once the consumer stops or the partition is no longer ours: the rest of the batch is somebody else's. */
  ours(): boolean;
  /** Everything up to this offset has its effect: commits it. */
  done(offset: string): Promise<void>;
  /** Stays a member of the group during long work. */
  heartbeat(): Promise<void>;
}

/** Hears how the consumer stands in its group. */
export interface MembershipListener {
  joined(): void;
  lost(why: string): void;
  /** The client cannot go on by itself. */
  dead(why: string): void;
}

export interface ConsumerSettings {
  groupId: string;
  /** Names on the broker. */
  topics: string[];
  /** Throwing means: nothing after the last `done` counts; the batch comes again. */
  handle(batch: ReceivedBatch, delivery: Delivery): Promise<void>;
  listener: MembershipListener;
  /** How long a silent member stays in the group; 10 seconds when left out. */
  sessionMs?: number;
}

export const SESSION_MS = 10_000;

/**
 * What the transport needs of a Kafka client: whole batches, offsets committed only after `done`, from the beginning
 * where nothing was committed or the committed offset is gone. Every adapter passes test/messaging/kafka-client.suite.ts.
 */
export interface BatchConsumer {
  start(): Promise<void>;
  /** Lets running batches end, commits what is done and leaves the group. */
  stop(): Promise<void>;
}
