// What the model of the protocol consists of: its mechanisms, and everything that can be told of a moment.

export interface Variant {
  /** How a producer publishes: with the state, or on its own. */
  publish: 'outbox' | 'before-commit' | 'after-commit';
  /** The row of the aggregate is locked before its outbox row takes a number. */
  rowLockFirst: boolean;
  relay: 'claim-and-delete' | 'cursor' | 'delete-before-send';
  /** One relay at a time, by the advisory lock. */
  leaderLock: boolean;
  /** A claim is sent by (lane, seq); DELETE … RETURNING promises no order. */
  sorted: boolean;
  inbox: 'with-effect' | 'before-effect' | 'none';
  /** When the offset is committed, and up to where: as far as it has its effect, or as far as there is something. */
  offset: 'after-effect' | 'before-effect' | 'end-of-log';
  /** When a sent message is kept for republications: in the transaction that deletes its outbox row, or in the next one. */
  keep: 'with-deletion' | 'after-deletion';
  republish: 'same-ids' | 'new-ids';
  /** What age takes first: a message once it was read and then its mark, the mark before its message, or a message unread. */
  forget: 'message-then-mark' | 'mark-first' | 'unread-message';
}

export const SOUND: Variant = {
  publish: 'outbox',
  rowLockFirst: true,
  relay: 'claim-and-delete',
  leaderLock: true,
  sorted: true,
  inbox: 'with-effect',
  offset: 'after-effect',
  keep: 'with-deletion',
  republish: 'same-ids',
  forget: 'message-then-mark',
};

export type Id = 'a1' | 'a2' | 'b1';
/** On its way: a republication under a new id is another message of the same fact. */
export type Message = Id | `${Id}′`;
export const factOf = (message: Message): Id => message.slice(0, 2) as Id;
export const IDS: Id[] = ['a1', 'a2', 'b1'];
export const FETCH = 2;
export const CLAIM = 2;

/** How often each may still happen. */
export interface Failures {
  crashes: number;
  rebalances: number;
  rollbacks: number;
  cuts: number;
  republications: number;
  forgets: number;
}

export interface Relay {
  phase: 'idle' | 'sending' | 'cut off' | 'keeping';
  rows: Message[];
  sent: number;
}

export interface Consumer {
  phase: 'idle' | 'fetched' | 'marked' | 'done';
  /** The offset behind the last message that it fetched. */
  upTo: number;
  batch: Message[];
}

export interface State {
  tx: Record<Id, 'new' | 'open' | 'committed' | 'gone' | 'published'>;
  /** Number that the outbox row took at its insert, 0 before. */
  seq: Record<Id, number>;
  outbox: Message[];
  /** Sent messages that can be republished. */
  kept: Message[];
  relays: [Relay, Relay];
  leader: number;
  cursor: number;
  log: Message[];
  owner: number;
  offset: number;
  consumers: [Consumer, Consumer];
  inbox: Message[];
  effects: Id[];
  left: Failures;
  /** Messages were deleted from the log unread: what is sent again then comes behind younger ones of its key. */
  wasCut: boolean;
}

export function copy(state: State): State {
  const { tx, seq, outbox, kept, relays, log, consumers, inbox, effects, left } = state;
  return {
    ...state,
    tx: { ...tx },
    seq: { ...seq },
    outbox: [...outbox],
    kept: [...kept],
    relays: [{ ...relays[0] }, { ...relays[1] }],
    log: [...log],
    consumers: [{ ...consumers[0] }, { ...consumers[1] }],
    inbox: [...inbox],
    effects: [...effects],
    left: { ...left },
  };
}

/** Nobody reads below the committed offset again, so states that differ only there are one. */
export function forgetConsumed(state: State): void {
  state.log.splice(0, state.offset);
  for (const one of state.consumers) one.upTo = Math.max(0, one.upTo - state.offset);
  state.offset = 0;
}

export type Can = (name: string, change: (to: State) => void) => void;

/** Every value of a state in one order, without the names of the fields: they are most of its JSON. */
export function keyOf({ tx, seq, outbox, kept, relays, consumers, left, ...state }: State): string {
  const [r, s] = relays;
  const [c, d] = consumers;
  return JSON.stringify([
    [tx.a1, tx.a2, tx.b1, seq.a1, seq.a2, seq.b1, state.leader, state.cursor, state.owner, state.offset, state.wasCut],
    [outbox, kept, state.log, state.inbox, state.effects],
    [r.phase, r.rows, r.sent, s.phase, s.rows, s.sent],
    [c.phase, c.upTo, c.batch, d.phase, d.upTo, d.batch],
    [left.crashes, left.rebalances, left.rollbacks, left.cuts, left.republications, left.forgets],
  ]);
}
