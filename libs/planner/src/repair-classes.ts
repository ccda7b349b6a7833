import { Bookings } from './bookings.js';
import { slotsOf } from './calendar.js';
import type { PlannedClass } from './class-plan.js';
import type { Dated } from './date-classes.js';
import type { Waiting } from './pool.js';
import type { Prepared } from './prepare.js';
import type { PlanningProblem } from './problem.js';
import { size, type Seat } from './seat-by-hand.js';
import { seatExactly } from './seat-exactly.js';
import type { Solver } from './solver.js';

/** Who was told of which class (`told`: index of class, by entry of the pool), and the others. */
export function splitByClass(problem: PlanningProblem, known: PlannedClass[], { units }: Prepared) {
  const unit = new Map(units.map((u, i) => [u.id, i]));
  const pool: Waiting[] = [];
  const told: (number | undefined)[] = [];
  for (const group of problem.groups) {
    let [desk, others] = [group.deskOfficers, group.people - group.deskOfficers];
    const { earliest, deadline } = group;
    const add = (d: number, o: number, c: number | undefined): void => {
      if (d + o === 0) return;
      pool.push({ groupId: group.id, unit: unit.get(group.unitId)!, desk: d, others: o, earliest, deadline });
      told.push(c);
      [desk, others] = [desk - d, others - o];
    };
    known.forEach((one, c) => {
      for (const s of one.seats)
        if (s.groupId === group.id) add(Math.min(desk, s.deskOfficers), Math.min(others, s.people - s.deskOfficers), c);
    });
    add(desk, others, undefined);
  }
  return { pool, told };
}

/** The known classes with the people of now; the smallest is given up until the rest can be held. */
export function repair(
  problem: PlanningProblem,
  known: PlannedClass[],
  pool: Waiting[],
  told: (number | undefined)[],
  movePenaltyKm: number,
  prepared: Prepared,
  seconds: number,
  solver: Solver,
): Repaired {
  const bookings = Bookings.of(prepared);
  let held = known.flatMap((one, c) => {
    const [dated] = datedOf([one], problem, prepared);
    if (!dated || !bookings.canHost(dated.host, dated.slot.days)) return [];
    return [
      { c, dated, stay: told.reduce<number>((n, t, w) => (t === c ? n + pool[w]!.desk + pool[w]!.others : n), 0) },
    ];
  });
  held = held.sort((a, b) => b.stay - a.stay || a.c - b.c).slice(0, problem.quota ?? Infinity);
  const penalty = Math.round(movePenaltyKm * 500);
  while (held.length > 0) {
    const classes = held.map(h => h.dated);
    const keeps = (w: number, c: number): boolean => told[w] === undefined || told[w] === held[c]!.c;
    const stays = held.map(({ c }): Seat[] =>
      pool.flatMap((w, i) => (told[i] === c ? [{ waiting: i, desk: w.desk, others: w.others }] : [])),
    );
    const options = { penalty: (w: number, c: number) => (keeps(w, c) ? 0 : penalty) };
    const seats = seatExactly(classes, pool, stays, prepared, bookings, seconds, solver, options);
    if (seats) return { classes, seats, penalty: options.penalty };
    if (held.every(h => h.stay >= problem.classType.minimum)) {
      const fit = stays.every((list, c) => size(list) <= prepared.hosts[classes[c]!.host]!.maximum);
      if (fit) return { classes, seats: stays, penalty: options.penalty };
    }
    held = held.slice(0, -1);
  }
  return { classes: [], seats: [], penalty: () => 0 };
}

interface Repaired {
  classes: Dated[];
  seats: Seat[][];
  penalty: (waiting: number, classIndex: number) => number;
}

/** Classes in the engine's words, without those whose host or dates are none any more. */
export function datedOf(classes: PlannedClass[], { calendar }: PlanningProblem, { hosts }: Prepared): Dated[] {
  const slots = slotsOf(calendar);
  return classes.flatMap(({ hostUnitId, startsOn, endsOn, trainerId }) => {
    const slot = slots.find(s => s.startsOn === startsOn && s.endsOn === endsOn);
    const host = hosts.findIndex(h => h.unitId === hostUnitId);
    return slot && host >= 0 ? [{ host, slot, trainerId, people: new Map<number, number>() }] : [];
  });
}

/** Known and new classes filled at once: officers of one desk who are left over can only part when others change place. */
export function seatTogether(
  known: Repaired,
  added: Dated[],
  pool: Waiting[],
  prepared: Prepared,
  seconds: number,
  solver: Solver,
) {
  if (added.length === 0) return null;
  const classes = [...known.classes, ...added];
  const seats = [...known.seats, ...added.map((): Seat[] => [])];
  const penalty = (w: number, c: number): number => (c < known.classes.length ? known.penalty(w, c) : 0);
  const together = seatExactly(classes, pool, seats, prepared, Bookings.of(prepared), seconds, solver, { penalty });
  return together && { classes, seats: together };
}
