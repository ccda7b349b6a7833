import type { Draft, Task } from './plan-at-once.js';
import { seated } from './plan-in-waves.js';
import { seatExactly, wayOf } from './seat-exactly.js';
import type { Seat } from './seat-by-hand.js';
import type { Solver } from './solver.js';

const MOST_ROUNDS = 12;

/** Drops classes that did not come together, seats everybody in the rest exactly, then shortens the longest way if that is wanted. */
export function polishSeats(task: Task, draft: Draft, seconds: number, solver: Solver): Draft {
  const { pool, prepared, bookings } = task;
  const held = draft.classes.map((one, c) => ({ one, list: draft.seats[c]! })).filter(({ list }) => list.length > 0);
  const classes = held.map(h => h.one);
  let seats = held.map(h => h.list);
  if (prepared.problem.unitsTogether || classes.length === 0) return { classes, seats };
  const isBetter = (next: Seat[][] | null): next is Seat[][] => {
    if (!next) return false;
    const [now, then] = [seated({ classes, seats }), seated({ classes, seats: next })];
    return then > now || (then === now && wayOf(next, classes, pool, prepared) < wayOf(seats, classes, pool, prepared));
  };
  const exact = seatExactly(classes, pool, seats, prepared, bookings, seconds, solver);
  if (isBetter(exact)) seats = exact;
  const { fairnessSlack = 0 } = prepared.problem;
  const most = wayOf(seats, classes, pool, prepared) * (1 + fairnessSlack);
  for (let round = 0; fairnessSlack > 0 && round < MOST_ROUNDS; round++) {
    const longest = Math.max(
      ...seats.flatMap((list, c) => list.map(s => prepared.metres[pool[s.waiting]!.unit]![classes[c]!.host]!)),
    );
    const fairer = seatExactly(classes, pool, seats, prepared, bookings, seconds, solver, { longestWay: longest });
    if (!fairer || seated({ classes, seats: fairer }) < seated({ classes, seats })) break;
    if (wayOf(fairer, classes, pool, prepared) > most) break;
    seats = fairer;
  }
  return { classes, seats };
}
