import { setTimeout as pause } from 'node:timers/promises';
import { Admin } from '@platformatic/kafka';
import type { BatchConsumer, ConsumerSettings } from '../batch-consumer.js';
import { KafkaAdapter, type WantedTopic } from '../kafka-adapter.js';
import type { MessagePort } from '../message-port.js';
import { PlatformaticConsumer } from './platformatic-consumer.js';
import { options } from './platformatic-options.js';
import { PlatformaticProducer } from './platformatic-producer.js';

const TRIES = 150;

/** @platformatic/kafka: maintained and fast; used below its streams, so that batches and offsets are in our hands. */
export class PlatformaticAdapter extends KafkaAdapter {
  constructor(
    private readonly clientId: string,
    private readonly brokers: string[],
  ) {
    super();
  }

  producer(patienceMs?: number): MessagePort {
    return new PlatformaticProducer(this.clientId, this.brokers, patienceMs);
  }

  consumer(settings: ConsumerSettings): BatchConsumer {
    return new PlatformaticConsumer(this.clientId, this.brokers, settings);
  }

  async createTopics(wanted: WantedTopic[]): Promise<void> {
    const admin = new Admin(options(this.clientId, this.brokers));
    try {
      const present = new Set(await admin.listTopics());
      const missing = wanted.filter(({ topic }) => !present.has(topic));
      for (const [partitions, topics] of Map.groupBy(missing, one => one.partitions)) {
        const names = topics.map(({ topic }) => topic);
        // Another service that starts at the same time may have been faster.
        await admin.createTopics({ topics: names, partitions, replicas: -1 }).catch(ifThere);
      }
      await leadersElected(
        admin,
        wanted.map(({ topic }) => topic),
      );
    } finally {
      await admin.close();
    }
  }
}

function ifThere(error: unknown): void {
  const { errors = [error] } = error as { errors?: unknown[] };
  const others = errors.filter(one => (one as { apiId?: string }).apiId !== 'TOPIC_ALREADY_EXISTS');
  if (others.length > 0) throw error;
}

async function leadersElected(admin: Admin, topics: string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const metadata = await admin.metadata({ topics, forceUpdate: true });
      const partitions = topics.map(topic => metadata.topics.get(topic)?.partitions ?? []);
      if (partitions.every(some => some.length > 0 && some.every(({ leader }) => leader >= 0))) return;
    } catch (error) {
      if (attempt >= TRIES) throw error;
    }
    if (attempt >= TRIES) throw new Error('Kafka elected no leader for the topics of this service');
    await pause(200);
  }
}
