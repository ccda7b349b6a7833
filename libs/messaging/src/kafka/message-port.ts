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

  /** @param patienceMs a client may retry for minutes without a word, and the relay's claim is locked meanwhile */
  constructor(private readonly patienceMs: number = 60_000) {
    super();
  }

  send(topics: TopicMessages[]): Promise<void> {
    const sent = this.last.then(() => this.sendOrRenew(topics));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  protected abstract sendAlone(topics: TopicMessages[]): Promise<void>;

  /** Lets go of the producer: after an error its numbering is in doubt, so the next send begins with a new one. */
  protected abstract renew(): Promise<void>;

  private async sendOrRenew(topics: TopicMessages[]): Promise<void> {
    try {
      await within(this.patienceMs, this.sendAlone(topics));
    } catch (error) {
      await within(DISCONNECT_MS, this.renew()).catch(() => undefined);
      throw error;
    }
  }
}

const DISCONNECT_MS = 5_000;

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Kafka did not answer within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
