import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Consumer } from '@platformatic/kafka';
import { SESSION_MS, type BatchConsumer, type ConsumerSettings } from '../batch-consumer.js';
import { options } from './platformatic-options.js';
import { TopicLane } from './topic-lane.js';

/** Without a heartbeat for so many sessions the membership is over, whatever the client believes. */
const SILENT_SESSIONS = 1.5;

/**
 * Consumes by @platformatic/kafka: it keeps the membership, the reading is ours (its streams hand out single messages,
 * and jump over a committed offset that left the log). A client that cannot go on is replaced.
 */
export class PlatformaticConsumer implements BatchConsumer {
  private readonly logger = new Logger('PlatformaticConsumer');
  private readonly session: number;
  private member: Consumer | undefined;
  private lanes: TopicLane[] = [];
  private lastSign = 0;
  private watch: NodeJS.Timeout | undefined;
  private stopping = false;
  private restarting: Promise<void> | undefined;
  private assigning: Promise<void> = Promise.resolve();

  constructor(
    private readonly clientId: string,
    private readonly brokers: string[],
    private readonly settings: ConsumerSettings,
  ) {
    this.session = settings.sessionMs ?? SESSION_MS;
  }

  async start(): Promise<void> {
    await this.join();
    if (this.stopping) return this.leave();
    this.watch = setInterval(() => {
      if (Date.now() - this.lastSign > SILENT_SESSIONS * this.session) this.restart('no heartbeat');
    }, this.session / 5);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.watch);
    await this.restarting;
    await this.leave();
  }

  private async join(): Promise<void> {
    const { groupId, topics, listener } = this.settings;
    const member = new Consumer({ ...options(this.clientId, this.brokers), groupId, autocommit: false });
    this.member = member;
    this.lanes = topics.map(topic => new TopicLane(topic, member, this.settings, this.clientId));
    const alive = (): void => {
      this.lastSign = Date.now();
      listener.joined();
    };
    this.lastSign = Date.now();
    member.topics.trackAll(...topics);
    member.on('consumer:group:join', () => {
      alive();
      this.assigning = this.assigning.then(() => this.assign(member));
    });
    member.on('consumer:heartbeat:end', alive);
    member.on('consumer:heartbeat:error', ({ error }) => listener.lost(error.message));
    member.on('error', error => this.restart(error.message));
    for (const lane of this.lanes) lane.start();
    await member.joinGroup({
      sessionTimeout: this.session,
      rebalanceTimeout: this.session,
      heartbeatInterval: this.session / 10,
    });
  }

  private async assign(member: Consumer): Promise<void> {
    if (this.member !== member) return;
    const assigned = new Map((member.assignments ?? []).map(({ topic, partitions }) => [topic, partitions]));
    try {
      await Promise.all(this.lanes.map(lane => lane.assign(assigned.get(lane.topic) ?? [])));
    } catch (error) {
      this.restart(error instanceof Error ? error.message : String(error));
    }
  }

  private restart(why: string): void {
    if (this.stopping || this.restarting) return;
    this.logger.warn(`The consumer is replaced: ${why}`);
    this.settings.listener.lost(why);
    this.restarting = this.replace().finally(() => (this.restarting = undefined));
  }

  private async replace(): Promise<void> {
    for (let wait = 200; !this.stopping; wait = Math.min(2_000, wait * 2)) {
      await this.leave();
      await pause(wait);
      try {
        return await this.join();
      } catch (error) {
        this.settings.listener.lost(error instanceof Error ? error.message : String(error));
      }
    }
  }

  private async leave(): Promise<void> {
    const { member } = this;
    this.member = undefined;
    await Promise.all(this.lanes.map(lane => lane.stop()));
    this.lanes = [];
    await member?.close().catch(() => undefined);
  }
}
