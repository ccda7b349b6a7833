import { kafkaClient } from './kafkajs/kafkajs-client.js';
import { KafkajsAdapter } from './kafkajs/kafkajs-adapter.js';
import type { KafkaAdapter, KafkaClientName } from './kafka-adapter.js';
import { PlatformaticAdapter } from './platformatic/platformatic-adapter.js';

/** The adapter for a client by its name; docs/adr says which is the default and why. */
export function kafkaAdapter(client: KafkaClientName, clientId: string, brokers: string[]): KafkaAdapter {
  return client === 'kafkajs'
    ? new KafkajsAdapter(kafkaClient(clientId, brokers))
    : new PlatformaticAdapter(clientId, brokers);
}
