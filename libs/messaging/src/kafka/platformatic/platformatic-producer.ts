import { compatibilityPartitioner, Producer, stringSerializers } from '@platformatic/kafka';
import { SerialPort, type TopicMessages } from '../message-port.js';
import { options } from './platformatic-options.js';

type StringProducer = Producer<string, string, string, string>;

/**
 * Sends by @platformatic/kafka with an idempotent producer. Its default partitioner is not Java's: a key would change
 * its partition, and its order, with the client.
 */
export class PlatformaticProducer extends SerialPort {
  private producer: StringProducer | undefined;

  constructor(
    private readonly clientId: string,
    private readonly brokers: string[],
    patienceMs?: number,
  ) {
    super(patienceMs);
  }

  async connect(): Promise<void> {
    await this.ready().metadata({ topics: [] });
  }

  disconnect(): Promise<void> {
    return this.renew();
  }

  protected async sendAlone(topics: TopicMessages[]): Promise<void> {
    const messages = topics.flatMap(({ topic, messages: some }) => some.map(message => ({ topic, ...message })));
    await this.ready().send({ messages });
  }

  protected async renew(): Promise<void> {
    const producer = this.producer;
    this.producer = undefined;
    await producer?.close();
  }

  private ready(): StringProducer {
    this.producer ??= new Producer({
      ...options(this.clientId, this.brokers),
      idempotent: true,
      partitioner: compatibilityPartitioner,
      serializers: stringSerializers,
    });
    return this.producer;
  }
}
