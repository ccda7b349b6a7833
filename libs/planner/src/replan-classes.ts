import { sum } from './apportion.js';
import { asPlanned } from './as-planned.js';
import { slotsOf } from './calendar.js';
import type { ClassPlan, PlannedClass } from './class-plan.js';
import { lotsOf } from './lots.js';
import { planClasses } from './plan-classes.js';
import { boundFor } from './price-proof.js';
import type { Waiting } from './pool.js';
import { prepare, type Prepared } from './prepare.js';
import type { PlanningProblem } from './problem.js';
import { size, type Seat } from './seat-by-hand.js';
import { datedOf, repair, seatTogether, splitByClass } from './repair-classes.js';
import { loadSolver } from './solver.js';
import { totalsOf } from './totals.js';
import { unservedOf } from './unserved.js';

export interface Replanned {
  plan: ClassPlan;
  /** People who had been told of a class, still need one, and are now in another one or in none. */
  moved: number;
  /** People who keep the class that they had been told of. */
  kept: number;
}

/**
 * A plan for the people of now that stays near to the one they have been told of. Classes keep host, date and trainer;
 * to send somebody to another class costs `movePenaltyKm`; a class that no longer comes together is given up, and
 * people whom the known classes cannot take get new ones around them.
 * @example const { plan, moved } = await replanClasses(problemOfNow, approved.classes, 60);
 */
export async function replanClasses(
  problem: PlanningProblem,
  known: PlannedClass[],
  movePenaltyKm: number,
): Promise<Replanned> {
  const started = performance.now();
  const left = (): number => Math.max(0.5, problem.timeLimitSeconds - (performance.now() - started) / 1000);
  const solver = await loadSolver();
  const prepared = prepare(problem);
  const { pool, told } = splitByClass(problem, known, prepared);
  const repaired = repair(problem, known, pool, told, movePenaltyKm, prepared, left() / 3, solver);
  const seated = asPlanned(repaired, pool, prepared);
  const extra = await planClasses({ ...restOf(problem, seated, pool, repaired.seats), timeLimitSeconds: left() / 2 });
  const joined = seatTogether(repaired, datedOf(extra.classes, problem, prepared), pool, prepared, left() / 2, solver);
  const isFuller = joined && sum(joined.seats.map(size)) > sum([...repaired.seats.map(size), extra.totals.people]);
  const all = isFuller ? asPlanned(joined, pool, prepared) : [...seated, ...extra.classes];
  const classes = all.sort((a, b) => (`${a.startsOn} ${a.hostUnitId}` < `${b.startsOn} ${b.hostUnitId}` ? -1 : 1));

  const maximum = Math.max(problem.classType.minimum, ...prepared.hosts.map(h => h.maximum));
  const people = sum(classes.flatMap(c => c.seats.map(s => s.people)));
  const everybody = sum(problem.groups.map(g => g.people));
  const served = lotsOf(servedOf(classes, prepared), prepared);
  const bound = boundFor(
    served,
    classes.length,
    prepared.hosts.map((_, h) => h),
    prepared,
    left(),
    solver,
  );
  const totals = totalsOf(prepared, classes, 0);
  const kilometres = Math.min(totals.travel, (2 * bound.metres) / 1000);
  const plan: ClassPlan = {
    classes,
    unserved: unservedOf(prepared, slotsOf(problem.calendar), classes),
    unmetPins: [],
    bounds: {
      mostPeople: Math.min(everybody, (problem.quota ?? Infinity) * maximum),
      fewestClasses: Math.ceil(people / maximum),
      kilometres,
      proof: bound.proof,
    },
    totals: totalsOf(prepared, classes, kilometres),
    certificate: { ...extra.certificate, seconds: (performance.now() - started) / 1000, optimal: false },
  };
  return { plan, ...countMoves(problem, known, classes) };
}

/** What the known classes leave open, as a problem of its own in which they are frozen. */
function restOf(problem: PlanningProblem, seated: PlannedClass[], pool: Waiting[], seats: Seat[][]): PlanningProblem {
  const open = pool.map(w => ({ ...w }));
  for (const { waiting, desk, others } of seats.flat()) {
    open[waiting]!.desk -= desk;
    open[waiting]!.others -= others;
  }
  const groups = problem.groups.map(g => {
    const own = open.filter(w => w.groupId === g.id);
    const desk = sum(own.map(w => w.desk));
    return { ...g, people: desk + sum(own.map(w => w.others)), deskOfficers: desk };
  });
  const frozen = seated.map(c => ({
    ...c,
    desks: c.seats.map(({ unitId, deskOfficers }) => ({ unitId, deskOfficers })),
  }));
  const quota = problem.quota === null ? null : problem.quota - seated.length;
  return {
    ...problem,
    groups: groups.filter(g => g.people > 0),
    quota,
    frozen: [...(problem.frozen ?? []), ...frozen],
  };
}

const servedOf = (classes: PlannedClass[], { units }: Prepared): Waiting[] => {
  const unit = new Map(units.map((u, i) => [u.id, i]));
  return classes.flatMap(c =>
    c.seats.map(s => ({
      groupId: s.groupId,
      unit: unit.get(s.unitId)!,
      desk: s.deskOfficers,
      others: s.people - s.deskOfficers,
      earliest: '',
      deadline: '',
    })),
  );
};

function countMoves(
  problem: PlanningProblem,
  known: PlannedClass[],
  now: PlannedClass[],
): { moved: number; kept: number } {
  const key = (c: PlannedClass, groupId: string): string => `${c.hostUnitId} ${c.startsOn} ${groupId}`;
  const after = new Map<string, number>();
  for (const c of now)
    for (const s of c.seats) after.set(key(c, s.groupId), (after.get(key(c, s.groupId)) ?? 0) + s.people);
  let [kept, told] = [0, 0];
  for (const g of problem.groups) {
    const before = known.flatMap(c =>
      c.seats.filter(s => s.groupId === g.id).map(s => ({ n: s.people, at: key(c, g.id) })),
    );
    const people = Math.min(g.people, sum(before.map(b => b.n)));
    told += people;
    kept += Math.min(people, sum(before.map(b => Math.min(b.n, after.get(b.at) ?? 0))));
  }
  return { moved: told - kept, kept };
}
