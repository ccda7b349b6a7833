import type { BatchConsumer, ConsumerSettings } from './batch-consumer.js';
import type { MessagePort } from './message-port.js';

export interface WantedTopic {
  topic: string;
  partitions: number;
}

/** One Kafka client library behind the three things that messaging needs of it. */
export abstract class KafkaAdapter {
  /** @param patienceMs how long one send may wait for its acknowledgement; 60 seconds when left out */
  abstract producer(patienceMs?: number): MessagePort;
  abstract consumer(settings: ConsumerSettings): BatchConsumer;
  /** Creates the topics that are missing and waits until each has a leader. Names as on the broker. */
  abstract createTopics(wanted: WantedTopic[]): Promise<void>;
}

export const KAFKA_CLIENTS = ['kafkajs', 'platformatic'] as const;
export type KafkaClientName = (typeof KAFKA_CLIENTS)[number];
