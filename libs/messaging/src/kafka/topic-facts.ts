// Not by its name: Node does not see this export of a CommonJS package, Jest does.
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import type { TopicNames } from './topic-names.js';

/** Messages of one partition that Kafka deleted before the group read them. */
export interface UnreadGap {
  topic: string;
  partition: number;
  /** Undefined when only that is known: the client gave up its offset because the log did not hold it any more. */
  missed: number | undefined;
}

/** What kafkajs commits when the log does not hold its offset: "the earliest there is". Broker and clients take it so. */
const GAVE_UP = -2;

/** What the broker knows about topics and groups; names as in the contracts. */
export class TopicFacts {
  constructor(
    private readonly kafka: Kafka,
    private readonly names: TopicNames,
  ) {}

  /** Partitions whose committed offset lies before the first message that is still there. */
  deletedUnread(groupId: string, topics: string[]): Promise<UnreadGap[]> {
    return this.ask(async admin => {
      const gaps: UnreadGap[] = [];
      const onBroker = topics.map(topic => this.names.onBroker(topic));
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: onBroker })) {
        // -1: the group never committed here, so it begins with what there is.
        const committed = new Map(
          partitions.map(({ partition, offset }) => [partition, Number(offset)] as const).filter(([, at]) => at !== -1),
        );
        if (committed.size === 0) continue;
        for (const { partition, low } of await admin.fetchTopicOffsets(topic)) {
          const [first, reached] = [Number(low), committed.get(partition) ?? Infinity];
          if (reached < first)
            gaps.push({
              topic: this.names.inContracts(topic),
              partition,
              missed: reached === GAVE_UP ? undefined : first - reached,
            });
        }
      }
      return gaps;
    });
  }

  /** How long the topics keep a message, in milliseconds; Infinity when one of them keeps it for ever. */
  longestRetention(topics: string[]): Promise<number> {
    if (topics.length === 0) return Promise.resolve(0);
    return this.ask(async admin => {
      const { resources } = await admin.describeConfigs({
        includeSynonyms: false,
        resources: topics.map(topic => ({
          type: kafkajs.ConfigResourceTypes.TOPIC,
          name: this.names.onBroker(topic),
          configNames: ['retention.ms'],
        })),
      });
      const kept = resources.flatMap(({ configEntries }) =>
        configEntries.map(({ configValue }) => Number(configValue)),
      );
      return Math.max(...kept.map(ms => (ms < 0 ? Infinity : ms)));
    });
  }

  /** Who is a member of a group, whether it still runs or only was not missed yet. */
  membersOf(groupId: string): Promise<{ memberId: string; clientId: string }[]> {
    return this.ask(async admin => {
      const { groups } = await admin.describeGroups([groupId]);
      return groups.flatMap(({ members }) => members);
    });
  }

  private async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return await question(admin);
    } finally {
      await admin.disconnect();
    }
  }
}
