import type { RawMessage } from '../consume/decode.js';

export interface TopicMessages {
  topic: string;
  messages: { key: string; headers: Record<string, string>; value: string }[];
}

/** What the relay needs of a Kafka client. An abstract class, so that it can be injected by type. */
export abstract class MessagePort {
  abstract connect(): Promise<void>;
  abstract disconnect(): Promise<void>;
  /** Resolves when every message is acknowledged by all in-sync replicas; otherwise rejects. */
  abstract send(topics: TopicMessages[]): Promise<void>;
}

export interface ReceivedBatch {
  topic: string;
  partition: number;
  messages: RawMessage[];
}
