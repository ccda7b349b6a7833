import type { Kafka, Producer } from 'kafkajs';
import { MessagePort, type TopicMessages } from './message-port.js';
import type { TopicNames } from './topic-names.js';

/** Sends by kafkajs with an idempotent producer. After an error the producer is replaced: its sequence is in doubt. */
export class KafkajsPort extends MessagePort {
  private producer: Producer | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly names: TopicNames,
  ) {
    super();
  }

  async connect(): Promise<void> {
    await this.ready();
  }

  async disconnect(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await producer?.disconnect();
  }

  async send(topics: TopicMessages[]): Promise<void> {
    const producer = await this.ready();
    try {
      const topicMessages = topics.map(({ topic, messages }) => ({ topic: this.names.onBroker(topic), messages }));
      await producer.sendBatch({ acks: -1, topicMessages });
    } catch (error) {
      this.producer = undefined;
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  private async ready(): Promise<Producer> {
    if (!this.producer) {
      const producer = this.kafka.producer({ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false });
      await producer.connect();
      this.producer = producer;
    }
    return this.producer;
  }
}
