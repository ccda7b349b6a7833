import { sum } from './apportion.js';
import type { Bookings } from './bookings.js';
import { hasSlot, type Slot } from './calendar.js';
import { chooseServed } from './choose-served.js';
import type { BoundProof, PlannedClass } from './class-plan.js';
import { lotsOf } from './lots.js';
import { asPlanned, seatedPeople } from './as-planned.js';
import { boundFor } from './price-proof.js';
import { planAtOnce, type Draft, type Task } from './plan-at-once.js';
import { planInWaves, seated } from './plan-in-waves.js';
import { peopleIn, poolOf } from './pool.js';
import type { Prepared } from './prepare.js';
import type { Region } from './regions.js';
import { polishSeats } from './polish-seats.js';
import { wayOf } from './seat-exactly.js';
import type { Solver } from './solver.js';

export interface RegionPlan {
  classes: PlannedClass[];
  people: number;
  mostPeople: number;
  /** One-way person-metres, and what nobody who seats these people in as many classes undercuts. */
  metres: number;
  bound: number;
  proof: BoundProof | null;
  countsProven: boolean;
  cutShort: boolean;
}

/** Of the time: for the places, for the seats; the rest is for the prices that prove the bound. */
const SHARE_OF_PLACES = 0.9;
const SHARE_OF_SEATS = 0.05;

/** All classes at once; in waves when not everybody got a seat that way; then the exact seats, and the bound. */
export function planRegion(
  region: Region,
  quota: number,
  slots: Slot[],
  prepared: Prepared,
  bookings: Bookings,
  skill: string | undefined,
  seconds: number,
  solver: Solver,
): RegionPlan {
  const started = performance.now();
  const left = (): number => Math.max(0, seconds - (performance.now() - started) / 1000);
  const { problem } = prepared;
  const waiting = poolOf(prepared, region).filter(w => hasSlot(slots, w));
  const { pool, mostPeople } = chooseServed(waiting, prepared, {
    minimum: problem.classType.minimum,
    maximum: Math.max(...region.hosts.map(h => prepared.hosts[h]!.maximum)),
    classes: quota,
    classesPerWave: Infinity,
    waves: Math.max(1, slots.length),
  });
  const task: Task = { region, pool, quota, slots, prepared, bookings, skill };
  const effort = {
    seconds: seconds * SHARE_OF_PLACES,
    nominalSeconds: seconds / 2,
    nearestHosts: problem.nearestHosts,
  };
  const atOnce = planAtOnce(task, effort, solver);
  let draft: Draft = atOnce;
  let from = pool;
  const isSettled = problem.pinned?.length || problem.unitsTogether || problem.classCount !== undefined;
  if (seated(draft) < Math.min(mostPeople, peopleIn(pool)) && !isSettled) {
    const waves = planInWaves({ ...task, pool: waiting }, pool, Math.max(left() / 2, seconds / 10), solver);
    if (seated(waves) > seated(draft)) [draft, from] = [waves, waiting];
  }
  const polished = polishSeats({ ...task, pool: from }, draft, Math.max(1, seconds * SHARE_OF_SEATS), solver);
  const metres = wayOf(polished.seats, polished.classes, from, prepared);
  const people = seated(polished);
  const lots = lotsOf(seatedPeople(polished, from), prepared);
  const proven = boundFor(lots, polished.classes.length, region.hosts, prepared, Math.max(1, left()), solver);
  const { placement } = atOnce.placed;
  // the bound of the places holds when these are all for whom places were looked for
  const samePeople =
    placement?.unserved === 0 &&
    placement.classes === polished.classes.length &&
    people === sum(atOnce.lots.map(l => l.people));
  return {
    classes: asPlanned(polished, from, prepared),
    people,
    mostPeople,
    metres,
    bound: Math.min(metres, Math.max(proven.metres, samePeople ? atOnce.placed.bound : 0)),
    proof: proven.proof,
    countsProven: atOnce.placed.countsProven || people === mostPeople,
    cutShort: atOnce.placed.cutShort,
  };
}
