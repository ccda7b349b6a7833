import { kafkaClient } from './kafkajs/kafkajs-client.js';
import { KafkajsAdapter } from './kafkajs/kafkajs-adapter.js';
import type { KafkaAdapter, KafkaClientName } from './kafka-adapter.js';

/** The adapter for a client by its name; docs/adr says which is the default and why. */
export async function kafkaAdapter(
  client: KafkaClientName,
  clientId: string,
  brokers: string[],
): Promise<KafkaAdapter> {
  if (client === 'kafkajs') return new KafkajsAdapter(kafkaClient(clientId, brokers));
  // Three hundred modules, which a process that does not ask for them need not load.
  const { PlatformaticAdapter } = await import('./platformatic/platformatic-adapter.js');
  return new PlatformaticAdapter(clientId, brokers);
}
