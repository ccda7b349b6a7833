import { sum } from './apportion.js';
import { Bookings } from './bookings.js';
import { slotsOf, daysFrom, type Slot } from './calendar.js';
import type { ClassPlan, PlannedClass } from './class-plan.js';
import { inputHash } from './input-hash.js';
import { planRegion, type RegionPlan } from './plan-region.js';
import { prepare, type Prepared } from './prepare.js';
import type { PlanningProblem } from './problem.js';
import { regionsOf, shareQuota, type Region } from './regions.js';
import { loadSolver, type Solver } from './solver.js';
import { totalsOf } from './totals.js';
import { unservedOf } from './unserved.js';

const ENGINE = 'nangluc-planner/2';
const PROVEN_GAP = 1e-4;

/** What a running plan tells about itself. */
export interface Progress {
  /** Share of the people whose region is planned. */
  done: number;
  classes: number;
}

/**
 * Forms classes: who goes where and when, as few unserved, classes and kilometres as the rules allow, in this order.
 * @example const plan = await planClasses(problem); checkPlan(problem, plan) // []
 */
export async function planClasses(problem: PlanningProblem, tell?: (progress: Progress) => void): Promise<ClassPlan> {
  const solver = await loadSolver();
  const started = performance.now();
  const prepared = prepare(problem);
  const bookings = Bookings.of(prepared);
  const slots = slotsOf(problem.calendar);
  const everybody = sum(problem.groups.map(g => g.people));
  const plans: RegionPlan[] = [];
  let quota = problem.classCount ?? problem.quota;
  // people of different skills never meet, so each skill is a plan of its own around the classes of those before
  for (const skill of skillsOf(problem)) {
    const own: Prepared = {
      ...prepared,
      problem: { ...prepared.problem, groups: prepared.problem.groups.filter(g => g.skill === skill) },
    };
    const share = sum(own.problem.groups.map(g => g.people)) / Math.max(1, everybody);
    const done = planSkill(own, quota, slots, bookings, skill, problem.timeLimitSeconds * share, solver, planned => {
      tell?.({ done: planned / Math.max(1, everybody), classes: sum(plans.map(p => p.classes.length)) });
    });
    plans.push(...done);
    if (quota !== null) quota -= sum(done.map(p => p.classes.length));
  }

  const classes = plans.flatMap(p => p.classes).sort(inOrderOfTime);
  const people = sum(plans.map(p => p.people));
  const maximum = Math.max(problem.classType.minimum, ...prepared.hosts.map(h => h.maximum));
  const fewestClasses = sum(plans.map(p => Math.ceil(p.people / maximum)));
  const bound = (2 * sum(plans.map(p => p.bound))) / 1000;
  const mostPeople = Math.min(sum(plans.map(p => p.mostPeople)), (problem.quota ?? Infinity) * maximum);
  const totals = totalsOf(prepared, classes, bound);
  const isExact = problem.classCount === undefined && (problem.quota === null || plans.length <= 1);
  return {
    classes,
    unserved: unservedOf(prepared, slots, classes),
    unmetPins: unmetPins(problem, classes),
    bounds: { mostPeople, fewestClasses, kilometres: bound, proof: joined(plans) },
    totals,
    certificate: {
      inputHash: inputHash(problem),
      engine: ENGINE,
      solverVersion: `highs ${solver.version}`,
      seconds: (performance.now() - started) / 1000,
      optimal: people === mostPeople && classes.length === fewestClasses && totals.gap <= PROVEN_GAP && isExact,
      cutShort: plans.some(p => p.cutShort),
    },
  };
}

const skillsOf = ({ groups }: PlanningProblem): (string | undefined)[] =>
  [...new Set(groups.map(g => g.skill))].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));

function planSkill(
  prepared: Prepared,
  quota: number | null,
  slots: Slot[],
  bookings: Bookings,
  skill: string | undefined,
  seconds: number,
  solver: Solver,
  tell: (people: number) => void,
): RegionPlan[] {
  const { minimum } = prepared.problem.classType;
  const maximum = Math.max(minimum, ...prepared.hosts.map(h => h.maximum));
  const regions = regionsOf(prepared);
  const quotas = shareQuota(quota, regions, minimum, maximum);
  const everybody = sum(regions.map(r => r.people));
  const plan = (region: Region, most: number): RegionPlan =>
    planRegion(region, most, slots, prepared, bookings, skill, (seconds * region.people) / everybody, solver);
  const plans: RegionPlan[] = [];
  let people = 0;
  for (const [i, region] of regions.entries()) {
    // classes that an earlier region could not use go to the next one that can
    const spare = quota === null ? 0 : sum(quotas.slice(0, i)) - sum(plans.map(p => p.classes.length));
    const planned = plan(region, quotas[i]! + Math.max(0, spare));
    for (const one of planned.classes) bookings.book(takenBy(one, prepared));
    plans.push(planned);
    tell((people += region.people));
  }
  return plans;
}

function takenBy({ hostUnitId, startsOn, endsOn, trainerId, seats }: PlannedClass, { hosts, units }: Prepared) {
  const unit = new Map(units.map((u, i) => [u.id, i]));
  const desks = new Map<number, number>();
  for (const s of seats) desks.set(unit.get(s.unitId)!, (desks.get(unit.get(s.unitId)!) ?? 0) + s.deskOfficers);
  return { host: hosts.findIndex(h => h.unitId === hostUnitId), days: daysFrom(startsOn, endsOn), trainerId, desks };
}

const joined = (plans: RegionPlan[]): ClassPlan['bounds']['proof'] => {
  const proofs = plans.filter(p => p.classes.length > 0).map(p => p.proof);
  // one proof covers all people; prices of two skills in one unit would have one name
  return proofs.length === 1 ? proofs[0]! : null;
};

const unmetPins = ({ pinned = [] }: PlanningProblem, classes: PlannedClass[]) =>
  pinned.filter(
    p => !classes.some(c => c.hostUnitId === p.hostUnitId && c.startsOn === p.startsOn && c.endsOn === p.endsOn),
  );

const inOrderOfTime = (a: PlannedClass, b: PlannedClass): number => {
  const [x, y] = [a, b].map(c => `${c.startsOn} ${c.hostUnitId}`) as [string, string];
  return x < y ? -1 : x > y ? 1 : 0;
};
