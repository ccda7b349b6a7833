// What happens to messages after they were sent: they are kept, a topic loses them, they are sent again, they are forgotten.
import type { Can, Id, Message, State, Variant } from './state.js';

/** Steps of the operator, of time and of a topic that forgets. */
export function republication(variant: Variant, state: State, can: Can): void {
  cutting(state, can);
  sendingAgain(variant, state, can);
  forgetting(variant, state, can);
}

/** The log begins later than the group has read, as after its retention or an operator's hand. */
function cutting({ left, log }: State, can: Can): void {
  if (left.cuts === 0 || log.length === 0) return;
  can(`the topic loses ${log.join(', ')}`, to => {
    to.left.cuts -= 1;
    to.wasCut = true;
    to.log = [];
    for (const one of to.consumers) one.upTo = 0;
  });
}

function sendingAgain({ republish }: Variant, state: State, can: Can): void {
  const again = (to: State, messages: Message[]): void => {
    const named = messages.map(message => (republish === 'same-ids' ? message : (`${message}′` as Message)));
    to.outbox.push(...named.filter(message => !to.outbox.includes(message)));
  };
  // By its dates: also what everybody has had.
  if (state.left.republications > 0 && state.kept.length > 0)
    can(`${state.kept.join(', ')} are republished`, to => {
      to.left.republications -= 1;
      again(to, to.kept);
    });
  // What `npm run delivery:verify` names.
  const missing = state.kept.filter(message => !state.inbox.includes(message) && !isOnItsWay(state, message));
  if (missing.length > 0 && state.wasCut)
    can(`the missing ${missing.join(', ')} are republished`, to => again(to, missing));
}

/** Bounded by age, and everything on its way is younger than what age takes. */
function forgetting({ forget }: Variant, state: State, can: Can): void {
  if (state.left.forgets === 0) return;
  for (const message of state.kept)
    if (forget === 'unread-message' || state.inbox.includes(message))
      can(`the source forgets ${message}`, to => {
        to.left.forgets -= 1;
        to.kept = to.kept.filter(one => one !== message);
      });
  for (const message of state.inbox)
    if (!isOnItsWay(state, message) && (forget === 'mark-first' || !state.kept.includes(message)))
      can(`the inbox forgets ${message}`, to => {
        to.left.forgets -= 1;
        to.inbox = to.inbox.filter(one => one !== message);
      });
}

/** A fact that is neither in an effect nor anywhere from where it could still come. */
export function goneForGood(state: State, id: Id): boolean {
  return (
    state.wasCut &&
    state.tx[id] === 'committed' &&
    !state.effects.includes(id) &&
    !state.kept.includes(id) &&
    !isOnItsWay(state, id)
  );
}

function isOnItsWay({ outbox, log, relays, consumers }: State, message: Message): boolean {
  const places = [outbox, log, ...relays.map(({ rows }) => rows), ...consumers.map(({ batch }) => batch)];
  return places.some(place => place.includes(message));
}
