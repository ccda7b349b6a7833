import { Logger } from '@nestjs/common';
import type { EventEmitter } from 'node:events';
import type { DataSource, QueryRunner } from 'typeorm';
import { queryRows } from './query-rows.js';

export interface BackgroundWork {
  /** Names the advisory lock: among all replicas of a service, one runs the loop. */
  name: string;
  /** Pause between two idle rounds: grows from `least` to `most` milliseconds while there is nothing to do. */
  idleMs: { least: number; most: number };
  /**
   * One round; true when there may be more to do at once. Throwing is allowed: the next round comes after `most`. A long
   * round asks `isWanted` before each step: false when the loop is to stop, or when another replica leads now.
   */
  work: (isWanted: () => boolean) => Promise<boolean>;
}

/**
 * Work that one replica of a service does again and again until the service stops. Leadership is a session lock of
 * PostgreSQL, so it ends with the connection of a leader that dies.
 */
export class BackgroundLoop {
  private readonly logger: Logger;
  private stopping = false;
  private running: Promise<void> | undefined;
  private woken = false;
  private endPause: (() => void) | undefined;
  private leading: QueryRunner | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly options: BackgroundWork,
  ) {
    this.logger = new Logger(options.name);
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends the pause at once, or makes the round that is running be followed by another. */
  wake(): void {
    this.woken = true;
    this.endPause?.();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    await this.giveUpLead();
  }

  private async run(): Promise<void> {
    const { least, most } = this.options.idleMs;
    let pause = least;
    while (!this.stopping) {
      this.woken = false;
      try {
        const busy =
          (await this.lead()) && (await this.options.work(() => !this.stopping && this.leading !== undefined));
        pause = busy ? 0 : Math.min(most, Math.max(least, pause * 2));
      } catch (error) {
        this.logger.warn(`Round failed, next in ${most} ms: ${error instanceof Error ? error.message : String(error)}`);
        pause = most;
      }
      if (pause > 0) await this.sleep(pause);
      if (this.woken) pause = 0;
    }
  }

  private async lead(): Promise<boolean> {
    if (this.leading) return true;
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as EventEmitter;
      const lock = 'SELECT pg_try_advisory_lock(hashtext($1)) AS mine';
      const [row] = await queryRows<{ mine: boolean }>(runner.manager, lock, [this.options.name]);
      if (row?.mine) {
        this.leading = runner;
        // The lock ends with its connection, so the lead does too.
        client.once('end', () => this.lose(runner));
        return true;
      }
    } catch (error) {
      await runner.release().catch(() => undefined);
      throw error;
    }
    await runner.release();
    return false;
  }

  private lose(runner: QueryRunner): void {
    if (this.leading !== runner) return;
    this.leading = undefined;
    void runner.release().catch(() => undefined);
  }

  private async giveUpLead(): Promise<void> {
    const runner = this.leading;
    this.leading = undefined;
    if (!runner) return;
    await runner.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await runner.release().catch(() => undefined);
  }

  private sleep(ms: number): Promise<void> {
    if (this.woken || this.stopping) return Promise.resolve();
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
