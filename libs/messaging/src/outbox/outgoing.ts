import type { EventType, Topic } from '#contracts';
import { uuidBeside } from '#kernel';
import type { Received } from '../consume/received.js';

export type Lane = 'calm' | 'batch';

/** An event on its way out: which aggregate it is about, and the revision that this change gave the aggregate. */
export interface Outgoing {
  event: object;
  type: EventType;
  topic: Topic;
  lane: Lane;
  id: string;
  key: string;
  revision: number;
  causedBy: Received | undefined;
}

export interface OutgoingOptions {
  /** Id of the aggregate: messages of one key stay in order. */
  key: string;
  /** The aggregate's revision after this change; consumers ignore an older one. */
  revision: number;
  /** Made from type, key and revision when left out, so that the same change always gives the same id. */
  id?: string;
  /** `batch` keeps a released batch out of the way of changes made by hand. */
  lane?: Lane;
  /** The received event that this one answers. */
  causedBy?: Received | undefined;
}

/** Wraps an event of a contract class for `tx.publish`. */
export function outgoing(event: object, { key, revision, id, lane = 'calm', causedBy }: OutgoingOptions): Outgoing {
  const type = event.constructor as unknown as EventType;
  const topic = (lane === 'batch' && type.topics[1]) || type.topics[0];
  if (!topic) throw new Error(`${event.constructor.name} is no contract class: build it with make()`);
  return { event, type, topic, lane, key, revision, causedBy, id: id ?? uuidBeside(key, type.type, revision) };
}
