import { Logger } from '@nestjs/common';
import type { BatchProcessor } from '../consume/batch-processor.js';
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
  /** By partition: the offset with which its next batch should begin. */
  private readonly next = new Map<string, string>();
  /** By partition: what was said about the gap in front of its next batch. */
  private readonly said = new Map<string, string>();

  constructor(
    private readonly facts: TopicFacts,
    private readonly group: string,
    private readonly health: ConsumerHealth,
  ) {}

  /** Looks before the consumer starts, as its first commit would cover the gap, and from time to time afterwards. */
  async start(topics: string[]): Promise<void> {
    if (topics.length === 0) return;
    await this.tryToLook(topics);
    clearInterval(this.timer);
    this.timer = setInterval(() => void this.tryToLook(topics), EVERY_MS);
    this.timer.unref();
  }

  /**
   * The processor with a look before each batch that does not go on where the last one ended: the log may have been cut
   * while this process was frozen or another member had the partition, and the commit of the batch would cover the gap.
   */
  around(processor: BatchProcessor): Pick<BatchProcessor, 'process'> {
    return {
      process: async (consumer, messages) => {
        const [first, last] = [messages[0], messages.at(-1)];
        if (!first || !last) return;
        const place = `${first.topic}[${first.partition}]`;
        if (this.next.get(place) !== first.offset) await this.tryToLook([first.topic]);
        await processor.process(consumer, messages);
        this.said.delete(place);
        this.next.set(place, String(BigInt(last.offset) + 1n));
      },
    };
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async tryToLook(topics: string[]): Promise<void> {
    try {
      await this.look(topics);
    } catch (error) {
      this.logger.warn(`Cannot compare offsets now: ${String(error)}`);
    }
  }

  private async look(topics: string[]): Promise<void> {
    for (const { groupId, topics: its } of groupsOf(this.group, topics))
      for (const { topic, partition, missed } of await this.facts.deletedUnread(groupId, its)) {
        const place = `${topic}[${partition}]`;
        // Seen before with its number, before the client gave up the offset that told it.
        if (missed === undefined && this.said.has(place)) continue;
        const what = `${missed ?? 'an unknown number of'} messages of ${place} were deleted before ${groupId} read them`;
        if (this.said.get(place) !== what) this.logger.error(what);
        this.said.set(place, what);
        this.health.missed(what);
      }
  }
}
