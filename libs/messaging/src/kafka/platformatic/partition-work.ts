import type { RawMessage } from '../../consume/decode.js';
import type { Delivery } from '../batch-consumer.js';

/** One partition that is ours: where it is read next, and the one batch of it that is being worked on. */
export interface OwnedPartition {
  partition: number;
  /** Next offset to fetch. */
  position: bigint;
  /** Everything before this offset has its effect. */
  done: bigint;
  working: Promise<void> | undefined;
  failures: number;
  /** Not fetched before this moment: the last batch failed. */
  notBefore: number;
}

export interface FetchedBatch {
  messages: RawMessage[];
  /** The offset behind the last record, which may be one that is no message. */
  next: bigint;
}

const LONGEST_PAUSE_MS = 2_000;

/** Works on one batch; afterwards the partition is read on behind it, or again from where the effects end. */
export async function workOn(
  one: OwnedPartition,
  { messages, next }: FetchedBatch,
  handle: (messages: RawMessage[], delivery: Delivery) => Promise<void>,
  tools: { ours: () => boolean; commit: (offset: bigint) => Promise<void>; failed: (error: unknown) => void },
): Promise<void> {
  const delivery: Delivery = {
    ours: tools.ours,
    // The client's own timer keeps the membership alive.
    heartbeat: () => Promise.resolve(),
    done: async offset => {
      one.done = BigInt(offset) + 1n;
      await tools.commit(one.done);
    },
  };
  try {
    if (messages.length > 0) await handle(messages, delivery);
    else one.done = next;
    one.failures = 0;
  } catch (error) {
    one.failures += 1;
    one.notBefore = Date.now() + Math.min(LONGEST_PAUSE_MS, 50 * 2 ** one.failures);
    tools.failed(error);
  }
  const last = messages.at(-1);
  const whole = !last || one.done > BigInt(last.offset);
  one.position = whole ? next : one.done;
}
