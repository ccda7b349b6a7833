import { deadLetterTopic, TOPICS } from '#contracts';
import type { KafkaAdapter } from './kafka-adapter.js';
import type { TopicNames } from './topic-names.js';

/**
 * Creates the topics of the contracts and of the service's dead letters that are missing: one that is not there would
 * hold back everything behind it in the outbox. In production they are declared as manifests instead.
 */
export function createServiceTopics(kafka: KafkaAdapter, service: string, names: TopicNames): Promise<void> {
  return kafka.createTopics([
    ...Object.values(TOPICS).map(({ name, partitions }) => ({ topic: names.onBroker(name), partitions })),
    { topic: names.onBroker(deadLetterTopic(service)), partitions: 1 },
  ]);
}
