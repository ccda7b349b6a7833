import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRequire } from 'node:module';
import { restWhenIdle, type RequestQueue } from './rest-when-idle.js';

interface Queue extends RequestQueue {
  push: (request: object) => void;
  fulfillRequest: (response: object) => void;
  maybeThrottle: (ms: number) => void;
}

const require = createRequire(import.meta.url);
const KafkajsQueue = require('kafkajs/src/network/requestQueue') as new (options: object) => Queue;

describe('the requests of a connection of kafkajs', () => {
  let queue: Queue;
  let sent: number[];

  const request = (correlationId: number): object => ({
    entry: { correlationId, resolve: () => undefined },
    expectResponse: true,
    sendRequest: () => sent.push(correlationId),
  });
  const answer = (correlationId: number): void => queue.fulfillRequest({ correlationId, size: 0, payload: null });

  beforeEach(() => {
    jest.useFakeTimers();
    restWhenIdle();
    sent = [];
    queue = new KafkajsQueue({ maxInFlightRequests: 1, logger: { debug: () => undefined } });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('set no timer while none waits', () => {
    queue.push(request(1));
    answer(1);

    expect({ sent, timers: jest.getTimerCount() }).toEqual({ sent: [1], timers: 0 });
  });

  it('go when an answer makes room', () => {
    queue.push(request(1));
    queue.push(request(2));
    answer(1);

    expect(sent).toEqual([1, 2]);
  });

  it('go when the rest that the broker has asked for is over, and set no timer any more', async () => {
    queue.maybeThrottle(500);
    queue.push(request(1));
    await jest.advanceTimersByTimeAsync(499);
    expect(sent).toEqual([]);

    await jest.advanceTimersByTimeAsync(1);
    answer(1);
    expect({ sent, timers: jest.getTimerCount() }).toEqual({ sent: [1], timers: 0 });
  });
});
