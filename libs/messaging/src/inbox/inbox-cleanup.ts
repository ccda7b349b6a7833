import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { queryRows } from '../query-rows.js';
import type { TopicFacts } from '../kafka/topic-facts.js';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
const ROWS_PER_DELETE = 20_000;

const DELETE = `
  DELETE FROM inbox WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM inbox WHERE seen_at < now() - make_interval(secs => $1) LIMIT ${ROWS_PER_DELETE}))
  RETURNING 1`;

/**
 * Forgets old inbox marks. A mark must outlive its message on the topic, or a replay of the topic would pass as new:
 * so marks are kept for the days of the setting, and always a day longer than the topics keep their messages.
 */
export class InboxCleanup {
  private readonly logger = new Logger('InboxCleanup');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly facts: TopicFacts,
    private readonly days: number,
  ) {}

  start(topics: string[]): void {
    const clean = (): void =>
      void this.clean(topics).catch((error: unknown) => this.logger.warn(`Old marks stay for now: ${String(error)}`));
    this.timer = setInterval(clean, EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Deletes what is old enough and says how much that was. */
  async clean(topics: string[]): Promise<number> {
    const kept = Math.max(this.days * DAY_MS, (await this.facts.longestRetention(topics)) + DAY_MS);
    if (kept === Infinity) return 0;
    let deleted = 0;
    for (;;) {
      const rows = await queryRows(this.dataSource, DELETE, [kept / 1000]);
      deleted += rows.length;
      if (rows.length < ROWS_PER_DELETE) return deleted;
    }
  }
}
