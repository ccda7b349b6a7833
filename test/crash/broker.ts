import type { Admin } from 'kafkajs';
import { kafkaClient } from '#messaging';
import type { KafkaServer } from '#testing';

/** Which group reads which topic. */
const READS = [
  ['sink', 'staff.assignment'],
  ['echo', 'enrollment.duty'],
] as const;

/** What the harness asks of the broker, and does to it behind the back of the services. */
export class Broker {
  constructor(readonly server: KafkaServer) {}

  /** How many messages the consumers have still to read. */
  lag(): Promise<number> {
    return this.asAdmin(async admin => {
      let lag = 0;
      for (const [groupId, topic] of READS) {
        const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
        const reached = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
        // What was deleted is nobody's to read, and a client that met that begins at the first message that is left.
        for (const { partition, high, low } of await admin.fetchTopicOffsets(topic))
          lag += Number(high) - Math.max(Number(low), reached.get(partition) ?? 0);
      }
      return lag;
    });
  }

  /** How many messages were put on the topics of the three services, dead letters apart. */
  messagesSent(): Promise<number> {
    return this.asAdmin(async admin => {
      const offsets = await Promise.all(READS.map(([, topic]) => admin.fetchTopicOffsets(topic)));
      return offsets.flat().reduce((sum, { high }) => sum + Number(high), 0);
    });
  }

  /** Deletes everything that stands on a topic, as its retention does with time. */
  deleteAll(topic: string): Promise<void> {
    return this.asAdmin(async admin => {
      const ends = await admin.fetchTopicOffsets(topic);
      await admin.deleteTopicRecords({
        topic,
        partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
      });
    });
  }

  /** Sets the offsets of a group that has no member far behind the end, where a topic that was made anew leaves them. */
  moveBehindTheEnd(groupId: string, topic: string): Promise<void> {
    return this.asAdmin(async admin => {
      const ends = await admin.fetchTopicOffsets(topic);
      await admin.setOffsets({
        groupId,
        topic,
        partitions: ends.map(({ partition, high }) => ({ partition, offset: String(Number(high) + 1_000) })),
      });
    });
  }

  private async asAdmin<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = kafkaClient('crash', [this.server.brokers]).admin();
    await admin.connect();
    try {
      return await ask(admin);
    } finally {
      await admin.disconnect();
    }
  }
}
