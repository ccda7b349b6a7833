import type { Tx } from '../tx.js';
import type { Received } from './received.js';

/** What a service does on events of one kind. Gets every consecutive event for it at once; writes sets, not rows. */
export interface Reaction<E extends object = never> {
  handle(events: Received<E>[], tx: Tx): Promise<void>;
}

/** Several reactions on one event, one after the other in its transaction: `new InTurn(openClasses, adoptVersion)`. */
export class InTurn<E extends object> implements Reaction<E> {
  readonly reactions: readonly Reaction<E>[];

  constructor(...reactions: Reaction<E>[]) {
    this.reactions = reactions;
  }

  async handle(events: Received<E>[], tx: Tx): Promise<void> {
    for (const reaction of this.reactions) await reaction.handle(events, tx);
  }
}

/** Written in a table to say: this service has read about this event and does nothing on it. */
export const IGNORED = Symbol('ignored');

/** The one table of a service for one topic. A type of the topic that is missing in it stops the service at start. */
export abstract class TopicConsumer {
  abstract readonly topic: string;
  abstract readonly table: Readonly<Record<string, Reaction | typeof IGNORED>>;
}
