import { sum } from './apportion.js';
import type { Bookings } from './bookings.js';
import { slotsApart, type Slot } from './calendar.js';
import { dateClasses, type Dated } from './date-classes.js';
import { dealClasses, type Dealt } from './deal-classes.js';
import { lotsOf, ofKind, type Lot } from './lots.js';
import { placeLots, type Effort, type PlacedLots } from './place-lots.js';
import type { PlaceProblem } from './placement.js';
import { byUnit, type Waiting } from './pool.js';
import type { Prepared } from './prepare.js';
import type { Region } from './regions.js';
import { seatByHand, type Seat } from './seat-by-hand.js';
import type { Solver } from './solver.js';

/** What every part of the engine that plans a region is told. */
export interface Task {
  region: Region;
  pool: Waiting[];
  quota: number;
  slots: Slot[];
  prepared: Prepared;
  bookings: Bookings;
  skill: string | undefined;
}

/** Classes with hosts, dates and seats; `seats[c]` names entries of the task's pool. */
export interface Draft {
  classes: Dated[];
  seats: Seat[][];
}

export interface AtOnce extends Draft {
  lots: Lot[];
  placed: PlacedLots;
}

/** Most integers of one solve. */
const MOST_HOSTS = 170;

/**
 * Places the classes of the whole time at once, as if each were held on days of its own, and gives them dates afterwards.
 * What the places cost is a bound for every plan; as long as there are dates enough it is also what the plan costs.
 */
export function planAtOnce(task: Task, effort: Effort, solver: Solver): AtOnce {
  const { pool, slots, prepared, bookings, skill } = task;
  const { classType, calendar, unitsTogether = false, classCount, pinned = [] } = prepared.problem;
  const lots = lotsOf(pool, prepared);
  const hosts = task.region.hosts.slice(0, MOST_HOSTS);
  const apart = slotsApart(slots, 0);
  const days = hosts.map(h => apart.filter(slot => bookings.canHost(h, slot.days)).length);
  const people = sum(lots.map(l => l.people));
  const pinsAt = (h: number): number => pinned.filter(p => p.hostUnitId === prepared.hosts[h]!.unitId).length;
  const problem: PlaceProblem = {
    supply: lots.map(l => l.people),
    metres: lots.map(l => hosts.map(h => prepared.metres[l.unit]![h]!)),
    perClass: lots.map(l => l.perClass),
    minimum: classType.minimum,
    maximum: hosts.map(h => prepared.hosts[h]!.maximum),
    rounds: days.map(n => (unitsTogether ? Math.min(1, n) : n)),
    atLeast: hosts.map((h, i) => Math.min(pinsAt(h), days[i]!)),
    classes: Math.min(task.quota, Math.floor(people / classType.minimum)),
    exactly: classCount !== undefined,
    together: unitsTogether,
  };
  const placed = placeLots(problem, effort, solver);
  if (!placed.placement) return { classes: [], seats: [], lots, placed };

  const deadlineOf = (lot: number): string =>
    pool.reduce((d, w) => (w.unit === lots[lot]!.unit && w.deadline < d ? w.deadline : d), '9999');
  const order = lots
    .map((_, lot) => lot)
    .sort((a, b) => (deadlineOf(a) === deadlineOf(b) ? a - b : deadlineOf(a) < deadlineOf(b) ? -1 : 1));
  const dealt = dealClasses(placed.placement, lot => lots[lot]!.kind === 'desk', order).map(one => ({
    ...one,
    host: hosts[one.host]!,
  }));
  const waitingOf = byUnit(pool);
  const { dated } = dateClasses(
    dealt,
    {
      slots,
      gapDays: calendar.gapDaysBetweenWaves,
      skill,
      fixed: fixedDates(dealt, slots, prepared),
      desksIn: ({ people: of }) => desksIn(of, lots, waitingOf),
      canCome: ({ people: of }, slot) =>
        sum(
          [...of].map(([lot, n]) =>
            Math.min(
              n,
              sum(
                waitingOf
                  .get(lots[lot]!.unit)!
                  .filter(w => isOpen(w, slot))
                  .map(w => ofKind(lots[lot]!, w)),
              ),
            ),
          ),
        ),
    },
    prepared,
    bookings,
  );
  return { classes: dated, seats: seatByHand(dated, lots, pool, prepared, bookings), lots, placed };
}

const isOpen = (w: Waiting, slot: Slot): boolean => w.earliest <= slot.startsOn && slot.endsOn <= w.deadline;

/** At most so many officers of each desk: of a lot of all people those who are officers may be among the first. */
function desksIn(people: Map<number, number>, lots: Lot[], waitingOf: Map<number, Waiting[]>): Map<number, number> {
  const desks = new Map<number, number>();
  for (const [lot, n] of people) {
    const { unit, kind } = lots[lot]!;
    if (kind === 'others') continue;
    const officers = Math.min(n, sum(waitingOf.get(unit)!.map(w => w.desk)));
    if (officers > 0) desks.set(unit, (desks.get(unit) ?? 0) + officers);
  }
  return desks;
}

function fixedDates(dealt: Dealt[], slots: Slot[], { problem, hosts }: Prepared): Map<number, Slot> {
  const fixed = new Map<number, Slot>();
  for (const pin of problem.pinned ?? []) {
    const slot = slots.find(s => s.startsOn === pin.startsOn && s.endsOn === pin.endsOn);
    const i = dealt.findIndex((one, n) => !fixed.has(n) && hosts[one.host]!.unitId === pin.hostUnitId);
    if (slot && i >= 0) fixed.set(i, slot);
  }
  return fixed;
}
