import type { Kafka, Producer } from 'kafkajs';
import { SerialPort, type TopicMessages } from '../message-port.js';

/** Sends by kafkajs with an idempotent producer. */
export class KafkajsProducer extends SerialPort {
  private producer: Producer | undefined;

  constructor(
    private readonly kafka: Kafka,
    patienceMs?: number,
  ) {
    super(patienceMs);
  }

  async connect(): Promise<void> {
    await this.ready();
  }

  disconnect(): Promise<void> {
    return this.renew();
  }

  protected async sendAlone(topicMessages: TopicMessages[]): Promise<void> {
    const producer = await this.ready();
    await producer.sendBatch({ acks: -1, topicMessages });
  }

  protected async renew(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await producer?.disconnect();
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
