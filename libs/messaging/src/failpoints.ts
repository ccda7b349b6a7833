/**
 * The boundaries of the protocol, in the order in which an event passes them. What happens when a process dies at one
 * of them is what docs/messaging.md promises, and `npm run crash` kills it at each.
 */
export const FAILPOINTS = [
  'transaction.begun',
  'state.written',
  'outbox.written',
  'transaction.committed',
  'relay.claimed',
  'relay.sending',
  'relay.acknowledged',
  'relay.deleted',
  'batch.received',
  'inbox.marked',
  'effect.written',
  'effect.committed',
  'offset.committed',
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

type Hook = (point: Failpoint) => void | Promise<void>;

// One for the process, as the process is what dies. Nothing in apps or libs sets it: only the entry of test/crash does.
let hook: Hook | undefined;

/** Calls back at every boundary that this process passes. Refused in production, where nothing may die on purpose. */
export function armFailpoints(newHook: Hook | undefined): void {
  // oxlint-disable-next-line node/no-process-env -- a guard that no configuration may switch off
  if (process.env['NODE_ENV'] === 'production') throw new Error('Failpoints cannot be armed in production');
  hook = newHook;
}

/** Marks a boundary; does nothing unless a crash test armed it. */
export function passing(point: Failpoint): void | Promise<void> {
  return hook?.(point);
}
