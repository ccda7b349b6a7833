import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka, logLevel, type Admin, type LogEntry } from 'kafkajs';
import { deadLetterTopic, TOPICS } from '#contracts';
import type { TopicNames } from './topic-names.js';

const logger = new Logger('kafkajs');

// kafkajs reports every retry as an error; what stays broken shows on /health/ready, so a retry is only worth a debug line.
const logToNest =
  () =>
  ({ level, log, namespace }: LogEntry): void => {
    const text = `${namespace}: ${log.message}`;
    if (level === logLevel.ERROR) logger.debug(text);
    else if (level === logLevel.WARN) logger.debug(text);
  };

/** A client that survives a broker that is away for a while. */
export function kafkaClient(clientId: string, brokers: string[]): Kafka {
  return new Kafka({
    clientId,
    brokers,
    connectionTimeout: 3_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 20 },
    logLevel: logLevel.WARN,
    logCreator: logToNest,
  });
}

/**
 * Creates the topics of the contracts and of the service's dead letters that are missing: one that is not there would
 * hold back everything behind it in the outbox. In production they are declared as manifests instead.
 */
export async function createTopics(kafka: Kafka, service: string, names: TopicNames): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const present = new Set(await admin.listTopics());
    const wanted = [
      ...Object.values(TOPICS).map(({ name, partitions }) => ({
        topic: names.onBroker(name),
        numPartitions: partitions,
      })),
      { topic: names.onBroker(deadLetterTopic(service)), numPartitions: 1 },
    ];
    const missing = wanted.filter(({ topic }) => !present.has(topic));
    if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: false });
    await leadersElected(
      admin,
      wanted.map(({ topic }) => topic),
    );
  } finally {
    await admin.disconnect();
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
