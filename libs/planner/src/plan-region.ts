import { bestPolicy } from './best-policy.js';
import { hasSlot, type Slot } from './calendar.js';
import { chooseServed } from './choose-served.js';
import type { PlannedClass } from './class-plan.js';
import { placeWave } from './place-wave.js';
import type { PlaceProblem } from './placement.js';
import { byUnit, peopleIn, poolOf, type Waiting } from './pool.js';
import type { Prepared } from './prepare.js';
import type { Region } from './regions.js';
import { seatWave } from './seat-wave.js';
import type { Solver } from './solver.js';
import { fillCalendar, type Placed, type Policy, type Wave } from './timetable.js';

export interface RegionPlan {
  classes: PlannedClass[];
  people: number;
  /** One-way person-metres, and what no placement of these waves undercuts. */
  metres: number;
  bound: number;
  optimal: boolean;
}

/** Most integers of one solve. */
const MOST_HOSTS = 100;

/** On paper first; when the map cannot follow, because people are too far apart, everybody is offered to it. */
export function planRegion(
  region: Region,
  quota: number,
  slots: Slot[],
  prepared: Prepared,
  seconds: number,
  solver: Solver,
): RegionPlan {
  const waiting = poolOf(prepared, region).filter(w => hasSlot(slots, w));
  const { pool, mostPeople } = chooseServed(waiting, prepared, {
    minimum: prepared.problem.classType.minimum,
    maximum: Math.max(...region.hosts.map(h => prepared.hosts[h]!.maximum)),
    classes: quota,
    classesPerWave: Infinity,
    waves: Math.max(1, slots.length),
  });
  const { policy, unserved } = bestPolicy(pool, slots, region, prepared, quota);
  const chosen = onTheMap(region, pool, quota, slots, prepared, policy, seconds, solver);
  if (chosen.people >= peopleIn(pool) - unserved)
    return { ...chosen, optimal: chosen.optimal && chosen.people === mostPeople };
  const generous = { ...policy, everybody: true };
  const open = onTheMap(region, waiting, quota, slots, prepared, generous, seconds, solver);
  const better = open.people > chosen.people ? open : chosen;
  return { ...better, optimal: better.optimal && better.people === mostPeople };
}

function onTheMap(
  region: Region,
  pool: Waiting[],
  quota: number,
  slots: Slot[],
  prepared: Prepared,
  policy: Policy,
  seconds: number,
  solver: Solver,
): RegionPlan {
  const { classType, nearestHosts } = prepared.problem;
  const started = performance.now();
  const plan: RegionPlan = { classes: [], people: 0, metres: 0, bound: 0, optimal: true };

  let waves = 0;
  const place = (wave: Wave, wavesToCome: number): Placed => {
    const supplies = [...byUnit(wave.members)].map(([unit, list]) => ({ unit, people: peopleIn(list) }));
    const units = supplies.map(s => s.unit);
    const hosts = candidates(region, supplies, prepared);
    const problem: PlaceProblem = {
      supply: supplies.map(s => s.people),
      metres: units.map(u => hosts.map(h => prepared.metres[u]![h]!)),
      minimum: classType.minimum,
      maximum: hosts.map(h => prepared.hosts[h]!.maximum),
      rounds: wave.rounds.length,
      classes: Math.min(quota - plan.classes.length, Math.floor(peopleIn(wave.members) / classType.minimum)),
    };
    const left = seconds - (performance.now() - started) / 1000;
    const placed = placeWave(
      problem,
      {
        seconds: left / Math.max(1, wavesToCome),
        nominalSeconds: seconds / Math.max(1, waves++ + wavesToCome),
        nearestHosts,
      },
      solver,
    );
    plan.optimal &&= placed.optimal;
    if (!placed.placement) return { served: [], classes: 0, roundsUsed: 0 };
    const seated = seatWave(wave, placed.placement, units, hosts, prepared);
    plan.classes.push(...seated.classes);
    plan.people += peopleIn(seated.served);
    plan.metres += placed.placement.flow.metres;
    plan.bound += placed.bound;
    return {
      served: seated.served,
      classes: seated.classes.length,
      roundsUsed: Math.max(...placed.placement.classesAt),
    };
  };
  fillCalendar(pool, slots, region, prepared, quota, policy, place);
  return plan;
}

/** The hosts that stand near most people, when there are more than one solve should look at. */
function candidates(region: Region, supplies: { unit: number; people: number }[], { metres }: Prepared): number[] {
  if (region.hosts.length <= MOST_HOSTS) return region.hosts;
  const pull = new Map(region.hosts.map(h => [h, 0]));
  for (const { unit, people } of supplies) {
    const near = region.hosts.filter(h => metres[unit]![h] !== Infinity);
    near.sort((a, b) => metres[unit]![a]! - metres[unit]![b]! || a - b);
    near.forEach((h, rank) => pull.set(h, pull.get(h)! + people / (1 + rank) ** 2));
  }
  const strongest = [...region.hosts].sort((a, b) => pull.get(b)! - pull.get(a)! || a - b).slice(0, MOST_HOSTS);
  return strongest.sort((a, b) => a - b);
}
