// Outbox, relay, broker, consumer group, inbox and effect as a state machine: two producers' transactions on one key and
// one on another, two relays, two consumers, one partition. What may fail is bounded, what follows from it is not.
import type { Model, Step } from './explore.js';

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
}

export const SOUND: Variant = {
  publish: 'outbox',
  rowLockFirst: true,
  relay: 'claim-and-delete',
  leaderLock: true,
  sorted: true,
  inbox: 'with-effect',
  offset: 'after-effect',
};

type Id = 'a1' | 'a2' | 'b1';
const IDS: Id[] = ['a1', 'a2', 'b1'];
const FETCH = 2;
const CLAIM = 2;

interface Relay {
  phase: 'idle' | 'sending' | 'cut off';
  rows: Id[];
  sent: number;
}

interface Consumer {
  phase: 'idle' | 'fetched' | 'marked' | 'done';
  /** The offset behind the last message that it fetched. */
  upTo: number;
  batch: Id[];
}

interface State {
  tx: Record<Id, 'new' | 'open' | 'committed' | 'gone' | 'published'>;
  /** Number that the outbox row took at its insert, 0 before. */
  seq: Record<Id, number>;
  outbox: Id[];
  relays: [Relay, Relay];
  leader: number;
  cursor: number;
  log: Id[];
  owner: number;
  offset: number;
  consumers: [Consumer, Consumer];
  inbox: Id[];
  effects: Id[];
  left: { crashes: number; rebalances: number; rollbacks: number };
}

const NOBODY = -1;
const idleRelay = (): Relay => ({ phase: 'idle', rows: [], sent: 0 });
const idleConsumer = (): Consumer => ({ phase: 'idle', upTo: 0, batch: [] });

/** The protocol with these mechanisms; `SOUND` is what libs/messaging does. */
export function protocol(variant: Variant, left = { crashes: 1, rebalances: 1, rollbacks: 1 }): Model<State> {
  return {
    start: {
      tx: { a1: 'new', a2: 'new', b1: 'new' },
      seq: { a1: 0, a2: 0, b1: 0 },
      outbox: [],
      relays: [idleRelay(), idleRelay()],
      leader: NOBODY,
      cursor: 0,
      log: [],
      owner: 0,
      offset: 0,
      consumers: [idleConsumer(), idleConsumer()],
      inbox: [],
      effects: [],
      left,
    },
    steps: state => {
      const steps: Step<State>[] = [];
      // Adds the step that changes a copy of the state.
      const can = (name: string, change: (to: State) => void): void => {
        const to = copy(state);
        change(to);
        forgetConsumed(to);
        steps.push({ name, to });
      };
      for (const id of IDS) producer(variant, state, id, can);
      for (const i of [0, 1] as const) relay(variant, state, i, can);
      for (const i of [0, 1] as const) consumer(variant, state, i, can);
      return steps;
    },
    broken: ({ effects, tx }) => {
      const twice = effects.find((id, at) => effects.indexOf(id) !== at);
      if (twice) return `${twice} has its effect twice`;
      const ghost = effects.find(id => tx[id] === 'gone');
      if (ghost) return `${ghost} has an effect, though its transaction was rolled back`;
      const [a1, a2] = [effects.indexOf('a1'), effects.indexOf('a2')];
      if (a2 >= 0 && a1 > a2) return 'a2 has its effect before a1';
      return undefined;
    },
    unfinished: ({ effects, tx }) => {
      const lost = IDS.find(id => (tx[id] === 'committed' || tx[id] === 'published') && !effects.includes(id));
      return lost && `${lost} was committed and is lost`;
    },
  };
}

function copy(state: State): State {
  const { tx, seq, outbox, relays, log, consumers, inbox, effects, left } = state;
  return {
    ...state,
    tx: { ...tx },
    seq: { ...seq },
    outbox: [...outbox],
    relays: [{ ...relays[0] }, { ...relays[1] }],
    log: [...log],
    consumers: [{ ...consumers[0] }, { ...consumers[1] }],
    inbox: [...inbox],
    effects: [...effects],
    left: { ...left },
  };
}

/** Nobody reads below the committed offset again, so states that differ only there are one. */
function forgetConsumed(state: State): void {
  state.log.splice(0, state.offset);
  for (const one of state.consumers) one.upTo = Math.max(0, one.upTo - state.offset);
  state.offset = 0;
}

type Can = (name: string, change: (to: State) => void) => void;

function producer({ publish, rowLockFirst }: Variant, { tx, seq, left }: State, id: Id, can: Can): void {
  const lockIsFree = id !== 'a2' || tx.a1 === 'committed' || tx.a1 === 'gone' || tx.a1 === 'published';
  const numbered = (to: State): void => void (to.seq[id] = Math.max(...Object.values(to.seq)) + 1);
  if (tx[id] === 'new' && !rowLockFirst && seq[id] === 0) can(`${id} takes its number`, numbered);
  if (tx[id] === 'new' && lockIsFree && (rowLockFirst || seq[id] > 0))
    can(`${id} writes`, to => {
      if (rowLockFirst) numbered(to);
      to.tx[id] = 'open';
      if (publish === 'before-commit') to.log.push(id);
    });
  if (tx[id] === 'open') {
    can(`${id} commits`, to => {
      to.tx[id] = 'committed';
      if (publish === 'outbox') to.outbox.push(id);
    });
    if (left.rollbacks > 0)
      can(`${id} rolls back`, to => {
        to.left.rollbacks -= 1;
        to.tx[id] = 'gone';
      });
  }
  if (publish === 'after-commit' && tx[id] === 'committed') {
    can(`${id} is sent`, to => {
      to.tx[id] = 'published';
      to.log.push(id);
    });
    if (left.crashes > 0)
      can(`the producer of ${id} crashes`, to => {
        to.left.crashes -= 1;
        to.tx[id] = 'published';
      });
  }
}

function relay(variant: Variant, state: State, i: 0 | 1, can: Can): void {
  const { phase, rows, sent } = state.relays[i];
  const leads = state.leader === i || !variant.leaderLock;
  // Two idle relays are alike, so it is always the first that takes the lead.
  const first = state.relays.findIndex(one => one.phase === 'idle') === i;
  if (variant.leaderLock && state.leader === NOBODY && state.outbox.length > 0 && first)
    can(`relay ${i} takes the lead`, to => void (to.leader = i));
  if (leads && phase === 'idle') {
    const claim = claimable(variant, state);
    if (claim.length > 0)
      can(`relay ${i} claims ${claim.join(', ')}`, to => {
        to.relays[i] = { phase: 'sending', rows: claim, sent: 0 };
        if (variant.relay === 'delete-before-send') to.outbox = to.outbox.filter(id => !claim.includes(id));
      });
  }
  if (phase !== 'idle') {
    const next = rows[sent];
    if (next)
      can(`relay ${i} sends ${next}`, to => {
        to.log.push(next);
        to.relays[i].sent += 1;
      });
    else
      can(phase === 'sending' ? `relay ${i} commits the deletion` : `relay ${i} sees that its session is gone`, to => {
        to.relays[i] = idleRelay();
        if (phase !== 'sending') return;
        if (variant.relay === 'cursor') to.cursor = Math.max(to.cursor, ...rows.map(id => to.seq[id]));
        else to.outbox = to.outbox.filter(id => !rows.includes(id));
      });
  }
  if (phase === 'sending' && state.left.crashes > 0) {
    can(`relay ${i} crashes`, to => {
      to.left.crashes -= 1;
      to.relays[i] = idleRelay();
      if (to.leader === i) to.leader = NOBODY;
    });
    // The database ended its session: another may lead while this one still sends what it has in hand.
    can(`relay ${i} is cut off from the database`, to => {
      to.left.crashes -= 1;
      to.relays[i].phase = 'cut off';
      if (to.leader === i) to.leader = NOBODY;
    });
  }
}

/** What one claim brings: rows that no other transaction has locked, unless a cursor does not look at locks. */
function claimable({ relay: how, sorted }: Variant, { outbox, relays, seq, cursor }: State): Id[] {
  const locked = relays.flatMap(({ phase, rows }) => (phase === 'sending' ? rows : []));
  const free = how === 'cursor' ? outbox.filter(id => seq[id] > cursor) : outbox.filter(id => !locked.includes(id));
  const ordered = [...free].sort((a, b) => seq[a] - seq[b]).slice(0, CLAIM);
  return sorted ? ordered : ordered.reverse();
}

function consumer(variant: Variant, state: State, i: 0 | 1, can: Can): void {
  const { phase, upTo, batch } = state.consumers[i];
  const owns = state.owner === i;
  if (owns && phase === 'idle' && state.offset < state.log.length)
    can(`consumer ${i} fetches ${state.log.slice(0, FETCH).join(', ')}`, to => {
      const fetched = to.log.slice(to.offset, to.offset + FETCH);
      to.consumers[i] = { phase: 'fetched', upTo: to.offset + fetched.length, batch: fetched };
      if (variant.offset === 'before-effect') to.offset += fetched.length;
    });
  if (phase === 'fetched' && variant.inbox === 'before-effect')
    can(`consumer ${i} marks ${batch.join(', ')}`, to => {
      const fresh = [...new Set(batch)].filter(id => !to.inbox.includes(id));
      to.consumers[i] = { phase: 'marked', upTo, batch: fresh };
      to.inbox.push(...fresh);
    });
  // One transaction: two that hold the same message wait for each other at the key of the inbox.
  if (phase === (variant.inbox === 'before-effect' ? 'marked' : 'fetched'))
    can(`consumer ${i} commits the effect of ${batch.join(', ') || 'nothing'}`, to => {
      for (const id of batch) {
        if (variant.inbox === 'with-effect' && to.inbox.includes(id)) continue;
        if (variant.inbox === 'with-effect') to.inbox.push(id);
        to.effects.push(id);
      }
      to.consumers[i].phase = 'done';
    });
  if (phase === 'done')
    can(owns ? `consumer ${i} commits its offset` : `the offset of consumer ${i} is refused`, to => {
      if (owns && variant.offset !== 'before-effect')
        to.offset = Math.max(to.offset, variant.offset === 'end-of-log' ? to.log.length : upTo);
      to.consumers[i] = idleConsumer();
    });
  if (phase !== 'idle' && state.left.crashes > 0)
    can(`consumer ${i} crashes`, to => {
      to.left.crashes -= 1;
      to.consumers[i] = idleConsumer();
    });
  // The owner was silent too long: the partition moves on while it is still at work.
  if (owns && phase !== 'idle' && state.left.rebalances > 0)
    can(`the partition moves from consumer ${i} to ${1 - i}`, to => {
      to.left.rebalances -= 1;
      to.owner = 1 - i;
    });
}
