import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { TopicFacts } from './kafka/topic-facts.js';
import { queryRows } from './query-rows.js';

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
const ROWS_PER_DELETE = 20_000;

const olderThan = (table: string, at: string): string => `
  DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM ${table} WHERE ${at} < now() - make_interval(secs => $1) LIMIT ${ROWS_PER_DELETE}))
  RETURNING 1`;
const OLD_MARKS = olderThan('inbox', 'seen_at');
const OLD_MESSAGES = olderThan('sent_message', 'sent_at');

/**
 * Forgets old inbox marks and old sent messages. A mark must outlive its message, on the topic and among those that can
 * be republished, or a replay would pass as new: marks are kept for the days of the setting, and always a day longer
 * than the topics keep their messages; sent messages a day less than the setting.
 */
export class MessageCleanup {
  private readonly logger = new Logger('MessageCleanup');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly facts: TopicFacts,
    private readonly days: number,
  ) {}

  start(topics: string[]): void {
    const clean = (): void =>
      void this.clean(topics).catch((error: unknown) =>
        this.logger.warn(`Old messages stay for now: ${String(error)}`),
      );
    clearInterval(this.timer);
    this.timer = setInterval(clean, EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Deletes what is old enough and says how much that was. */
  async clean(topics: string[]): Promise<{ marks: number; messages: number }> {
    const kept = Math.max(this.days * DAY_MS, (await this.facts.longestRetention(topics)) + DAY_MS);
    return {
      marks: kept === Infinity ? 0 : await this.delete(OLD_MARKS, kept),
      messages: await this.delete(OLD_MESSAGES, (this.days - 1) * DAY_MS),
    };
  }

  private async delete(sql: string, olderThanMs: number): Promise<number> {
    let deleted = 0;
    for (;;) {
      const rows = await queryRows(this.dataSource, sql, [olderThanMs / 1000]);
      deleted += rows.length;
      if (rows.length < ROWS_PER_DELETE) return deleted;
    }
  }
}
