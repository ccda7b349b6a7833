import { setTimeout as pause } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import type { BatchConsumer, ConsumerSettings } from '../batch-consumer.js';
import { KafkaAdapter, type WantedTopic } from '../kafka-adapter.js';
import type { MessagePort } from '../message-port.js';
import { KafkajsConsumer } from './kafkajs-consumer.js';
import { KafkajsProducer } from './kafkajs-producer.js';

/** kafkajs 2.2: no maintainer since 2023, but nothing in it is in doubt. */
export class KafkajsAdapter extends KafkaAdapter {
  constructor(private readonly kafka: Kafka) {
    super();
  }

  producer(patienceMs?: number): MessagePort {
    return new KafkajsProducer(this.kafka, patienceMs);
  }

  consumer(settings: ConsumerSettings): BatchConsumer {
    return new KafkajsConsumer(this.kafka, settings);
  }

  async createTopics(wanted: WantedTopic[]): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const present = new Set(await admin.listTopics());
      const missing = wanted.filter(({ topic }) => !present.has(topic));
      if (missing.length > 0)
        await admin.createTopics({
          topics: missing.map(({ topic, partitions }) => ({ topic, numPartitions: partitions })),
          waitForLeaders: false,
        });
      await leadersElected(
        admin,
        wanted.map(({ topic }) => topic),
      );
    } finally {
      await admin.disconnect();
    }
  }
}

const TRIES = 150;

/** Services that start together create topics for each other; one that is named already may still have no leader. */
async function leadersElected(admin: Admin, topics: string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const metadata = await admin.fetchTopicMetadata({ topics });
      if (
        metadata.topics.every(
          ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
        )
      )
        return;
    } catch (error) {
      if (attempt >= TRIES) throw error;
    }
    if (attempt >= TRIES) throw new Error('Kafka elected no leader for the topics of this service');
    await pause(200);
  }
}
