import { sum } from './apportion.js';
import type { Bookings } from './bookings.js';
import { hasSlot, type Slot } from './calendar.js';
import { chooseServed } from './choose-served.js';
import type { BoundProof, PlannedClass } from './class-plan.js';
import { lotsOf } from './lots.js';
import { planAtOnce, type AtOnce, type Draft, type Task } from './plan-at-once.js';
import { planInWaves, seated } from './plan-in-waves.js';
import { peopleIn, poolOf, type Waiting } from './pool.js';
import { proofOf, provePrices } from './price-proof.js';
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
const SHARE_OF_PLACES = 0.75;
const SHARE_OF_SEATS = 0.1;

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
  const bound = boundOf(task, polished, from, atOnce, Math.max(1, left()), solver);
  return {
    classes: asPlanned(polished, from, prepared),
    people,
    mostPeople,
    metres,
    bound: Math.min(metres, bound.metres),
    proof: bound.proof,
    countsProven: atOnce.placed.countsProven || people === mostPeople,
    cutShort: atOnce.placed.cutShort,
  };
}

/** Of the people who are seated; the bound of the places holds when these are all for whom places were looked for. */
function boundOf(task: Task, draft: Draft, from: Waiting[], atOnce: AtOnce, seconds: number, solver: Solver) {
  const { prepared, region } = task;
  const { classType, unitsTogether, nearestHosts } = prepared.problem;
  const lots = lotsOf(seatedPeople(draft, from), prepared);
  const classes = draft.classes.length;
  if (classes === 0) return { metres: 0, proof: null };
  const { hosts } = region;
  const problem = {
    supply: lots.map(l => l.people),
    metres: lots.map(l => hosts.map(h => prepared.metres[l.unit]![h]!)),
    perClass: lots.map(l => l.perClass),
    minimum: classType.minimum,
    maximum: hosts.map(h => prepared.hosts[h]!.maximum),
    rounds: hosts.map(() => (unitsTogether ? 1 : classes)),
    atLeast: hosts.map(() => 0),
    classes,
    exactly: true,
    together: false,
  };
  const proof = provePrices(problem, Math.max(20, nearestHosts), seconds, solver);
  const { placement, bound } = atOnce.placed;
  const samePeople =
    placement?.classes === classes &&
    sum(lots.map(l => l.people)) === sum(atOnce.lots.map(l => l.people)) - placement.unserved &&
    placement.unserved === 0;
  return {
    metres: Math.max(proof?.metres ?? 0, samePeople ? bound : 0),
    proof:
      proof &&
      proofOf(
        lots,
        proof.prices,
        proof.metres,
        prepared.units.map(u => u.id),
      ),
  };
}

function seatedPeople({ seats }: Draft, from: Waiting[]): Waiting[] {
  const people = from.map(w => ({ ...w, desk: 0, others: 0 }));
  for (const { waiting, desk, others } of seats.flat()) {
    people[waiting]!.desk += desk;
    people[waiting]!.others += others;
  }
  return people.filter(w => w.desk + w.others > 0);
}

function asPlanned({ classes, seats }: Draft, from: Waiting[], { units, hosts }: Prepared): PlannedClass[] {
  return classes.map(({ host, slot, trainerId }, c) => ({
    hostUnitId: hosts[host]!.unitId,
    startsOn: slot.startsOn,
    endsOn: slot.endsOn,
    ...(trainerId === undefined ? {} : { trainerId }),
    seats: seats[c]!.map(({ waiting, desk, others }) => {
      const { groupId, unit } = from[waiting]!;
      return { groupId, unitId: units[unit]!.id, people: desk + others, deskOfficers: desk };
    }).sort((a, b) => (a.groupId < b.groupId ? -1 : 1)),
  }));
}
