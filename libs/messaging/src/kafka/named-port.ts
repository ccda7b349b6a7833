import { MessagePort, type TopicMessages } from './message-port.js';
import type { TopicNames } from './topic-names.js';

/** Sends by a port that knows names on the broker, what the outbox names as the contracts do. */
export class NamedPort extends MessagePort {
  constructor(
    private readonly port: MessagePort,
    private readonly names: TopicNames,
  ) {
    super();
  }

  connect(): Promise<void> {
    return this.port.connect();
  }

  disconnect(): Promise<void> {
    return this.port.disconnect();
  }

  send(topics: TopicMessages[]): Promise<void> {
    return this.port.send(topics.map(({ topic, messages }) => ({ topic: this.names.onBroker(topic), messages })));
  }
}
