import { bestPolicy } from './best-policy.js';
import { dateClasses } from './date-classes.js';
import { dealClasses } from './deal-classes.js';
import { placeLots } from './place-lots.js';
import type { PlaceProblem } from './placement.js';
import type { Draft, Task } from './plan-at-once.js';
import { byUnit, peopleIn, type Waiting } from './pool.js';
import { seatByHand, type Seat } from './seat-by-hand.js';
import type { Solver } from './solver.js';
import { fillCalendar, type Placed, type Policy, type Wave } from './timetable.js';
import type { Lot } from './lots.js';

/** Most integers of one solve. */
const MOST_HOSTS = 100;

/**
 * Fills the calendar wave by wave: the way when windows, few dates or few trainers decide who can meet. On paper first;
 * when the map cannot follow, because people are too far apart, everybody is offered to it.
 */
export function planInWaves(task: Task, chosen: Waiting[], seconds: number, solver: Solver): Draft {
  const { policy, unserved } = bestPolicy(chosen, task.slots, task.region, task.prepared, task.quota);
  const first = onTheMap(task, chosen, policy, seconds / 2, solver);
  if (seated(first) >= peopleIn(chosen) - unserved) return first;
  const open = onTheMap(task, task.pool, { ...policy, everybody: true }, seconds / 2, solver);
  return seated(open) > seated(first) ? open : first;
}

export const seated = ({ seats }: Draft): number => seats.flat().reduce((n, s) => n + s.desk + s.others, 0);

function onTheMap(task: Task, pool: Waiting[], policy: Policy, seconds: number, solver: Solver): Draft {
  const { region, quota, slots, prepared } = task;
  const { classType, nearestHosts } = prepared.problem;
  const started = performance.now();
  const bookings = task.bookings.copy();
  const indexOf = new Map(task.pool.map((w, i) => [w.groupId, i]));
  const draft: Draft = { classes: [], seats: [] };
  let waves = 0;
  const place = (wave: Wave, wavesToCome: number): Placed => {
    const members = withinDesks(wave, task, bookings);
    const lots = [...byUnit(members)].map(([unit, list]): Lot => ({
      unit,
      kind: 'all',
      people: peopleIn(list),
      perClass: peopleIn(list),
    }));
    const hosts = candidates(task, lots);
    const free = (h: number): number => wave.rounds.filter(slot => bookings.canHost(h, slot.days)).length;
    const problem: PlaceProblem = {
      supply: lots.map(l => l.people),
      metres: lots.map(l => hosts.map(h => prepared.metres[l.unit]![h]!)),
      perClass: lots.map(l => l.perClass),
      minimum: classType.minimum,
      maximum: hosts.map(h => prepared.hosts[h]!.maximum),
      rounds: hosts.map(free),
      atLeast: hosts.map(() => 0),
      classes: Math.min(quota - draft.classes.length, Math.floor(peopleIn(members) / classType.minimum)),
      exactly: false,
      together: false,
    };
    const left = seconds - (performance.now() - started) / 1000;
    const effort = {
      seconds: left / Math.max(1, wavesToCome),
      nominalSeconds: seconds / Math.max(1, waves++ + wavesToCome),
      nearestHosts,
    };
    const { placement } = placeLots(problem, effort, solver);
    const nothing = { served: [], classes: 0, roundsUsed: 0 };
    if (!placement) return nothing;
    const dealt = dealClasses(
      placement,
      () => false,
      lots.map((_, i) => i),
    ).map(one => ({ ...one, host: hosts[one.host]! }));
    const rules = {
      slots: wave.rounds,
      gapDays: 0,
      skill: task.skill,
      desksIn: () => new Map<number, number>(),
      canCome: ({ people }: { people: Map<number, number> }) => [...people.values()].reduce((n, p) => n + p, 0),
    };
    const { dated } = dateClasses(dealt, rules, prepared, bookings);
    const seats = seatByHand(dated, lots, members, prepared, bookings);
    const held = dated.map((one, c) => ({ one, seats: seats[c]! })).filter(({ seats: list }) => list.length > 0);
    if (held.length === 0) return nothing;
    const served = new Map<string, Waiting>();
    for (const { one, seats: list } of held) {
      const desks = new Map<number, number>();
      for (const { waiting, desk, others } of list) {
        const w = members[waiting]!;
        desks.set(w.unit, (desks.get(w.unit) ?? 0) + desk);
        const before = served.get(w.groupId) ?? { ...w, desk: 0, others: 0 };
        served.set(w.groupId, { ...before, desk: before.desk + desk, others: before.others + others });
      }
      bookings.book({ host: one.host, days: one.slot.days, trainerId: one.trainerId, desks });
      draft.classes.push(one);
      draft.seats.push(list.map((s): Seat => ({ ...s, waiting: indexOf.get(members[s.waiting]!.groupId)! })));
    }
    const lastRound = Math.max(...held.map(({ one }) => wave.rounds.findIndex(r => r.startsOn === one.slot.startsOn)));
    return { served: [...served.values()], classes: held.length, roundsUsed: lastRound + 1 };
  };
  fillCalendar(pool, slots, region, prepared, quota, policy, place);
  return draft;
}

/** Members of the wave without those desk officers whose desk is already short on one of its days. */
function withinDesks({ members, rounds }: Wave, { prepared }: Task, bookings: Task['bookings']): Waiting[] {
  const days = rounds.flatMap(slot => slot.days);
  const room = new Map<number, number>();
  return members
    .map(w => {
      const open = room.get(w.unit) ?? Math.min(prepared.units[w.unit]!.allowed, bookings.deskRoom(w.unit, days));
      const desk = Math.max(0, Math.min(w.desk, open));
      room.set(w.unit, open - desk);
      return { ...w, desk };
    })
    .filter(w => w.desk + w.others > 0);
}

/** The hosts that stand near most people, when there are more than one solve should look at. */
function candidates({ region, prepared: { metres } }: Task, lots: Lot[]): number[] {
  if (region.hosts.length <= MOST_HOSTS) return region.hosts;
  const pull = new Map(region.hosts.map(h => [h, 0]));
  for (const { unit, people } of lots) {
    const near = region.hosts.filter(h => metres[unit]![h] !== Infinity);
    near.sort((a, b) => metres[unit]![a]! - metres[unit]![b]! || a - b);
    near.forEach((h, rank) => pull.set(h, pull.get(h)! + people / (1 + rank) ** 2));
  }
  const strongest = [...region.hosts].sort((a, b) => pull.get(b)! - pull.get(a)! || a - b).slice(0, MOST_HOSTS);
  return strongest.sort((a, b) => a - b);
}
