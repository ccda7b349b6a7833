export interface TopicMessages {
  /** Name on the broker. */
  topic: string;
  messages: { key: string; headers: Record<string, string>; value: string }[];
}

/** What the relay needs of a Kafka client. An abstract class, so that it can be injected by type. */
export abstract class MessagePort {
  abstract connect(): Promise<void>;
  abstract disconnect(): Promise<void>;
  /** Resolves when every message is acknowledged by all in-sync replicas; otherwise rejects. */
  abstract send(topics: TopicMessages[]): Promise<void>;
}

/**
 * A port that sends one after the other. An idempotent producer numbers its messages, and neither client keeps the
 * numbers right when several sends run at once: kafkajs lost and doubled messages in our suite, the other one dropped
 * them (platformatic/kafka#326).
 */
export abstract class SerialPort extends MessagePort {
  private last: Promise<unknown> = Promise.resolve();

  send(topics: TopicMessages[]): Promise<void> {
    const sent = this.last.then(() => this.sendAlone(topics));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  protected abstract sendAlone(topics: TopicMessages[]): Promise<void>;
}
