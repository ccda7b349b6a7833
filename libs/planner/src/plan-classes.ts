import { sum } from './apportion.js';
import { slotsOf } from './calendar.js';
import type { ClassPlan, PlannedClass } from './class-plan.js';
import { inputHash } from './input-hash.js';
import { planRegion, type RegionPlan } from './plan-region.js';
import { prepare } from './prepare.js';
import type { PlanningProblem } from './problem.js';
import { regionsOf, shareQuota, type Region } from './regions.js';
import { loadSolver } from './solver.js';
import { unservedOf } from './unserved.js';

const ENGINE = 'nangluc-planner/1';

/** Forms classes: who goes where and when, as few unserved, classes and kilometres as the rules allow, in this order. */
export async function planClasses(problem: PlanningProblem): Promise<ClassPlan> {
  const solver = await loadSolver();
  const started = performance.now();
  const prepared = prepare(problem);
  const slots = slotsOf(problem.calendar);
  const { minimum } = problem.classType;
  const maximum = Math.max(minimum, ...prepared.hosts.map(h => h.maximum));
  const regions = regionsOf(prepared);
  const quotas = shareQuota(problem.quota, regions, minimum, maximum);
  const everybody = sum(regions.map(r => r.people));
  const plan = (region: Region, quota: number): RegionPlan =>
    planRegion(region, quota, slots, prepared, (problem.timeLimitSeconds * region.people) / everybody, solver);
  const plans = regions.map((region, i) => plan(region, quotas[i]!));
  for (const [i, region] of regions.entries()) {
    const spare = (problem.quota ?? 0) - sum(plans.map(p => p.classes.length));
    const wantsMore = plans[i]!.classes.length === quotas[i] && plans[i]!.people < region.people;
    if (spare <= 0 || !wantsMore) continue;
    const more = plan(region, quotas[i]! + spare);
    if (more.people > plans[i]!.people) plans[i] = more;
  }

  const classes = plans.flatMap(p => p.classes).sort(inOrderOfTime);
  const people = sum(plans.map(p => p.people));
  const fewestClasses = sum(plans.map(p => Math.ceil(p.people / maximum)));
  const metres = sum(plans.map(p => p.metres));
  const bound = sum(plans.map(p => p.bound));
  return {
    classes,
    unserved: unservedOf(prepared, slots, classes),
    bounds: { fewestClasses, kilometres: returnKm(bound) },
    totals: {
      people,
      classes: classes.length,
      personKm: returnKm(metres),
      gap: metres > 0 ? Math.max(0, (metres - bound) / metres) : 0,
    },
    certificate: {
      inputHash: inputHash(problem),
      engine: ENGINE,
      solverVersion: `highs ${solver.version}`,
      seconds: (performance.now() - started) / 1000,
      optimal: plans.every(p => p.optimal) && classes.length === fewestClasses,
    },
  };
}

const returnKm = (metres: number): number => (2 * metres) / 1000;

const inOrderOfTime = (a: PlannedClass, b: PlannedClass): number => {
  const [x, y] = [a, b].map(c => `${c.startsOn} ${c.hostUnitId}`) as [string, string];
  return x < y ? -1 : x > y ? 1 : 0;
};
