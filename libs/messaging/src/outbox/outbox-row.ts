import { headersOf } from '../headers.js';
import type { Outgoing } from './outgoing.js';

/** An event as it is stored; headers and payload are JSON on one line. */
export interface OutboxRow {
  lane: number;
  topic: string;
  key: string;
  headers: string;
  payload: string;
}

export function outboxRow(outgoing: Outgoing, time: string): OutboxRow {
  const { lane, topic, key, event } = outgoing;
  return {
    lane: lane === 'calm' ? 0 : 1,
    topic: topic.name,
    key,
    headers: JSON.stringify(headersOf(outgoing, time)),
    payload: JSON.stringify(event),
  };
}
