import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The requests of one connection, as kafkajs has them. */
export interface RequestQueue {
  pending: unknown[];
  /** Milliseconds since the epoch; -1 as long as the broker has asked for no rest. */
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests: () => void;
  scheduleCheckPendingRequests: () => void;
}

/** Requests that wait for room and not for the end of a rest go when an answer comes; this is in case none does. */
const LOOK_AGAIN_MS = 10;

/**
 * Lets connections of kafkajs 2.2.4 rest while nothing waits to be sent. It sets a timer in any case, with a delay below nothing:
 * eight hundred times a second each process looked whether something waits, half of what a service at rest took
 * (https://github.com/tulios/kafkajs/issues/1704, open since 2024).
 */
export function restWhenIdle(): void {
  const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  prototype.scheduleCheckPendingRequests = scheduleIfSomethingWaits;
}

function scheduleIfSomethingWaits(this: RequestQueue): void {
  if (this.pending.length === 0 || this.throttleCheckTimeoutId) return;
  const rest = this.throttledUntil - Date.now();
  const look = (): void => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  };
  this.throttleCheckTimeoutId = setTimeout(look, rest > 0 ? rest : LOOK_AGAIN_MS);
}
