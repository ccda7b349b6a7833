import type { Topic } from './topics.js';

/** What every contract class carries beside its fields. The type's context says which service owns it. */
export interface EventType<E extends object = object> {
  new (): E;
  readonly type: string;
  readonly version: number;
  readonly topics: readonly Topic[];
}

/** Builds an event of a contract class from its fields: `make(StaffLeft, { personId, … })`. */
export function make<E extends object>(type: EventType<E>, fields: E): E {
  return Object.assign(new type(), fields);
}
