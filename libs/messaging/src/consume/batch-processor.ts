import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeadLetter, DeadLetters } from '../dead-letter/dead-letters.js';
import { passing } from '../failpoints.js';
import { markInbox } from '../inbox/mark-inbox.js';
import { MessageWatch } from '../message-watch.js';
import type { Transaction } from '../transaction.js';
import type { Tx } from '../tx.js';
import { classify } from './classify.js';
import { decode, type RawMessage } from './decode.js';
import type { Received } from './received.js';
import { IGNORED, type Reaction, type TopicConsumer } from './topic-consumer.js';

interface Taken {
  raw: RawMessage;
  event: Received;
}

const TRIES = { conflict: 8, fault: 4 };

/** Processes the messages of one partition in order: one transaction for the whole batch, smaller ones around a bad one. */
export class BatchProcessor {
  private readonly logger = new Logger('BatchProcessor');

  constructor(
    private readonly transaction: Transaction,
    private readonly deadLetters: DeadLetters,
    private readonly service: string,
    private readonly watch: MessageWatch = new MessageWatch(),
  ) {}

  async process(consumer: TopicConsumer, messages: RawMessage[]): Promise<void> {
    await passing('batch.received');
    const taken: Taken[] = [];
    const refused: DeadLetter[] = [];
    for (const raw of messages) {
      try {
        const event = decode(raw);
        if (!(event.type in consumer.table)) throw new Error(`${event.type} does not belong on ${raw.topic}`);
        taken.push({ raw, event });
      } catch (error) {
        refused.push({ raw, handler: 'contract', error });
      }
    }
    if (refused.length > 0) await this.bury(refused);
    if (taken.length > 0) await this.apply(consumer, taken);
  }

  /** One message again, in one transaction with `alsoDo`; what goes wrong is thrown, not buried. */
  async retry(consumer: TopicConsumer, raw: RawMessage, alsoDo: (tx: Tx) => Promise<void>): Promise<void> {
    const event = decode(raw);
    await this.transaction.run(async tx => {
      await alsoDo(tx);
      await this.react(consumer, [{ raw, event }], tx);
    });
  }

  private async apply(consumer: TopicConsumer, taken: Taken[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        const began = performance.now();
        await this.transaction.run(tx => this.react(consumer, taken, tx));
        const oldest = Date.parse(taken[0]?.event.time ?? '');
        this.watch.processed(consumer.topic, taken.length, (performance.now() - began) / 1_000, oldest);
        return await passing('effect.committed');
      } catch (error) {
        const kind = classify(error);
        if (kind === 'outage') throw error;
        if (kind === 'conflict' && attempt < TRIES.conflict) {
          await pause(10 * attempt * Math.random());
        } else if (taken.length > 1) {
          return await this.isolate(consumer, taken);
        } else if (kind === 'fault' && attempt < TRIES.fault) {
          await pause(100 * 2 ** attempt);
        } else {
          return await this.bury(taken.map(({ raw }) => ({ raw, handler: consumer.constructor.name, error })));
        }
      }
    }
  }

  /** Halves a batch that fails until the bad message stands alone; the order of the others is kept. */
  private async isolate(consumer: TopicConsumer, taken: Taken[]): Promise<void> {
    const middle = taken.length >> 1;
    await this.apply(consumer, taken.slice(0, middle));
    await this.apply(consumer, taken.slice(middle));
  }

  private async react(consumer: TopicConsumer, taken: Taken[], tx: Tx): Promise<void> {
    const fresh = await markInbox(
      tx,
      this.service,
      taken.map(({ event }) => event),
    );
    await passing('inbox.marked');
    for (const { reaction, events } of runsOf(fresh, consumer)) await reaction.handle(events as never, tx);
    await passing('effect.written');
  }

  private async bury(letters: DeadLetter[]): Promise<void> {
    for (const { raw, handler, error } of letters)
      this.logger.error(
        `Dead letter: ${raw.topic}[${raw.partition}]@${raw.offset} in ${handler}: ${error instanceof Error ? error.message : String(error)}`,
      );
    await this.transaction.run(tx => this.deadLetters.bury(letters, tx));
    for (const [topic, buried] of Map.groupBy(letters, ({ raw }) => raw.topic)) this.watch.buried(topic, buried.length);
  }
}

/** Consecutive events for the same reaction go to it together, so that it can write them as one set. */
function runsOf(events: Received[], { table }: TopicConsumer): { reaction: Reaction; events: Received[] }[] {
  const runs: { reaction: Reaction; events: Received[] }[] = [];
  for (const event of events) {
    const reaction = table[event.type];
    if (!reaction || reaction === IGNORED) continue;
    const last = runs.at(-1);
    if (last?.reaction === reaction) last.events.push(event);
    else runs.push({ reaction, events: [event] });
  }
  return runs;
}
