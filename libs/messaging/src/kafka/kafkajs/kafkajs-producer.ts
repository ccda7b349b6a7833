import type { Kafka, Producer } from 'kafkajs';
import { SerialPort, type TopicMessages } from '../message-port.js';

/** Sends by kafkajs with an idempotent producer. After an error the producer is replaced: its sequence is in doubt. */
export class KafkajsProducer extends SerialPort {
  private producer: Producer | undefined;

  constructor(private readonly kafka: Kafka) {
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

  protected async sendAlone(topicMessages: TopicMessages[]): Promise<void> {
    const producer = await this.ready();
    try {
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
