import { describe, expect, it } from '@jest/globals';
import { explore } from './explore.js';
import { protocol, SOUND, type Variant } from './protocol.js';

/** What goes wrong without each mechanism; the model must find it. */
const KNOWN_BAD: [name: string, change: Partial<Variant>, wrong: string][] = [
  ['a relay that reads seq > last', { relay: 'cursor' }, 'is lost'],
  ['a relay that deletes before it sends', { relay: 'delete-before-send' }, 'is lost'],
  ['two relays without the leader lock', { leaderLock: false }, 'before a1'],
  ['a claim that is sent unsorted', { sorted: false }, 'before a1'],
  ['an outbox row that is numbered before the aggregate is locked', { rowLockFirst: false }, 'before a1'],
  ['publishing before the commit', { publish: 'before-commit' }, 'rolled back'],
  ['publishing after the commit', { publish: 'after-commit' }, 'before a1'],
  ['an offset committed before the effect', { offset: 'before-effect' }, 'is lost'],
  ['an offset committed beyond what was handled', { offset: 'end-of-log' }, 'is lost'],
  ['no inbox', { inbox: 'none' }, 'twice'],
  ['an inbox mark outside the transaction of the effect', { inbox: 'before-effect' }, 'before a1'],
];

/** The same for what was sent: kept, lost by the topic, sent again, forgotten. */
const KNOWN_BAD_KEEPING: [name: string, change: Partial<Variant>, failures: object, wrong: string][] = [
  ['a republication under new ids', { republish: 'new-ids' }, { republications: 1 }, 'twice'],
  ['a mark that is forgotten before its message', { forget: 'mark-first' }, { republications: 1, forgets: 1 }, 'twice'],
  ['a message that is forgotten unread', { forget: 'unread-message' }, { cuts: 1, forgets: 1 }, 'is lost'],
  ['a message that is kept after its deletion', { keep: 'after-deletion' }, { cuts: 1, crashes: 1 }, 'is lost'],
  ['a republication without an inbox', { inbox: 'none' }, { republications: 1 }, 'twice'],
];

describe('the protocol, every state of it', () => {
  // All three at once are 450,000 states: `npm run crash` visits them.
  it.each([
    ['a crash and a rollback', { crashes: 1, rollbacks: 1 }],
    ['a rebalance', { rebalances: 1 }],
    ['a topic that loses messages, and age', { cuts: 1, forgets: 2 }],
    ['a republication, and age', { republications: 1, forgets: 1 }],
  ])('loses nothing, doubles nothing and keeps the order of each key, whatever %s does', (_name, failures) => {
    const { states, ends, counterexample } = explore(protocol(SOUND, failures));
    expect(counterexample).toBeUndefined();
    expect(states).toBeGreaterThan(5_000);
    expect(ends).toBeGreaterThan(1);
  });

  it.each(KNOWN_BAD)('finds what goes wrong with %s', (_name, change, wrong) => {
    const { counterexample } = explore(protocol({ ...SOUND, ...change }));
    expect(counterexample?.wrong).toContain(wrong);
    expect(counterexample?.trace.length).toBeGreaterThan(2);
  });

  it.each(KNOWN_BAD_KEEPING)('finds what goes wrong with %s', (_name, change, failures, wrong) => {
    const { counterexample } = explore(protocol({ ...SOUND, ...change }, failures));
    expect(counterexample?.wrong).toContain(wrong);
  });
});
