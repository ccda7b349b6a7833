// Outbox, relay, broker, consumer group, inbox and effect as a state machine: two producers' transactions on one key and
// one on another, two relays, two consumers, one partition. What may fail is bounded, what follows from it is not.
import type { Model, Step } from './explore.js';
import { goneForGood, republication } from './republication.js';
import {
  CLAIM,
  copy,
  factOf,
  FETCH,
  forgetConsumed,
  IDS,
  keyOf,
  type Can,
  type Consumer,
  type Failures,
  type Id,
  type Message,
  type Relay,
  type State,
  type Variant,
} from './state.js';

export { SOUND, type Variant } from './state.js';

const NOBODY = -1;
const idleRelay = (): Relay => ({ phase: 'idle', rows: [], sent: 0 });
const idleConsumer = (): Consumer => ({ phase: 'idle', upTo: 0, batch: [] });

/** The protocol with these mechanisms; `SOUND` is what libs/messaging does. */
export function protocol(
  variant: Variant,
  failures: Partial<Failures> = { crashes: 1, rebalances: 1, rollbacks: 1 },
): Model<State> {
  const left = { crashes: 0, rebalances: 0, rollbacks: 0, cuts: 0, republications: 0, forgets: 0, ...failures };
  return {
    start: {
      tx: { a1: 'new', a2: 'new', b1: 'new' },
      seq: { a1: 0, a2: 0, b1: 0 },
      outbox: [],
      kept: [],
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
      wasCut: false,
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
      republication(variant, state, can);
      return steps;
    },
    key: keyOf,
    broken: state => {
      const { effects, tx, wasCut } = state;
      const twice = effects.find((id, at) => effects.indexOf(id) !== at);
      if (twice) return `${twice} has its effect twice`;
      const ghost = effects.find(id => tx[id] === 'gone');
      if (ghost) return `${ghost} has an effect, though its transaction was rolled back`;
      const [a1, a2] = [effects.indexOf('a1'), effects.indexOf('a2')];
      if (!wasCut && a2 >= 0 && a1 > a2) return 'a2 has its effect before a1';
      const gone = IDS.find(id => goneForGood(state, id));
      return gone && `${gone} was committed and is lost`;
    },
    unfinished: ({ effects, tx }) => {
      const lost = IDS.find(id => (tx[id] === 'committed' || tx[id] === 'published') && !effects.includes(id));
      return lost && `${lost} was committed and is lost`;
    },
  };
}

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
        if (variant.relay === 'delete-before-send') to.outbox = to.outbox.filter(row => !claim.includes(row));
      });
  }
  if (phase === 'sending' || phase === 'cut off') {
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
        if (variant.relay === 'cursor') to.cursor = Math.max(to.cursor, ...rows.map(row => to.seq[factOf(row)]));
        else to.outbox = to.outbox.filter(row => !rows.includes(row));
        if (variant.keep === 'with-deletion') keep(to, rows);
        else to.relays[i] = { phase: 'keeping', rows, sent };
      });
  }
  if (phase === 'keeping')
    can(`relay ${i} keeps what it sent`, to => {
      to.relays[i] = idleRelay();
      keep(to, rows);
    });
  if ((phase === 'sending' || phase === 'keeping') && state.left.crashes > 0)
    can(`relay ${i} crashes`, to => {
      to.left.crashes -= 1;
      to.relays[i] = idleRelay();
      if (to.leader === i) to.leader = NOBODY;
    });
  if (phase === 'sending' && state.left.crashes > 0)
    // The database ended its session: another may lead while this one still sends what it has in hand.
    can(`relay ${i} is cut off from the database`, to => {
      to.left.crashes -= 1;
      to.relays[i].phase = 'cut off';
      if (to.leader === i) to.leader = NOBODY;
    });
}

/** A republished message is kept already. */
function keep(to: State, rows: Message[]): void {
  to.kept.push(...rows.filter(row => row === factOf(row) && !to.kept.includes(row)));
}

/** What one claim brings: rows that no other transaction has locked, unless a cursor does not look at locks. */
function claimable({ relay: how, sorted }: Variant, { outbox, relays, seq, cursor }: State): Message[] {
  const locked = relays.flatMap(({ phase, rows }) => (phase === 'sending' ? rows : []));
  const free =
    how === 'cursor' ? outbox.filter(row => seq[factOf(row)] > cursor) : outbox.filter(row => !locked.includes(row));
  const ordered = [...free].sort((a, b) => seq[factOf(a)] - seq[factOf(b)]).slice(0, CLAIM);
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
      for (const message of batch) {
        if (variant.inbox === 'with-effect' && to.inbox.includes(message)) continue;
        if (variant.inbox === 'with-effect') to.inbox.push(message);
        to.effects.push(factOf(message));
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
