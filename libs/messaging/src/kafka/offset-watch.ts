import { Logger } from '@nestjs/common';
import { groupsOf } from './consumer-groups.js';
import type { ConsumerHealth } from './consumer-health.js';
import type { TopicFacts } from './topic-facts.js';

const EVERY_MS = 30_000;

/**
 * Notices messages that Kafka deleted before this service read them: the consumer goes on with the first that is left
 * and would say nothing. What was missed comes back by `npm run republish` at the service that owns the topic.
 */
export class OffsetWatch {
  private readonly logger = new Logger('OffsetWatch');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly facts: TopicFacts,
    private readonly group: string,
    private readonly health: ConsumerHealth,
  ) {}

  /** Looks before the consumer starts, as its first commit would cover the gap, and from time to time afterwards. */
  async start(topics: string[]): Promise<void> {
    if (topics.length === 0) return;
    const look = (): Promise<void> =>
      this.look(topics).catch((error: unknown) => this.logger.warn(`Cannot compare offsets now: ${String(error)}`));
    await look();
    this.timer = setInterval(() => void look(), EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(topics: string[]): Promise<void> {
    for (const { groupId, topics: its } of groupsOf(this.group, topics))
      for (const { topic, partition, missed } of await this.facts.deletedUnread(groupId, its)) {
        const what = `${missed} messages of ${topic}[${partition}] were deleted before ${groupId} read them`;
        this.logger.error(what);
        this.health.missed(what);
      }
  }
}
