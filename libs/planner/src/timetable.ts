import { addDays, firstSlotFrom, roundsFrom, type Slot } from './calendar.js';
import { peopleIn, unitPools, without, type Waiting } from './pool.js';
import type { Prepared } from './prepare.js';
import type { Region } from './regions.js';
import { chooseMembers } from './wave-members.js';
import { waveSizes } from './wave-sizes.js';

/** People who are away on the same dates, and how many classes that takes. */
export interface Wave {
  members: Waiting[];
  classes: number;
  /** Back-to-back slots for hosts that hold more than one class of the wave. */
  rounds: Slot[];
}

/** How a timetable trades rest for certainty; the best of all policies is used. */
export interface Policy {
  gapDays: number;
  manyRounds: boolean;
  /** Wait for people whose earliest date is still to come, as long as nobody misses a deadline by it. */
  patient: boolean;
  /** Count only on waves that everybody who is here can still join, not on those of the latest deadline. */
  hasty: boolean;
  /** Offer everybody who may leave to the map instead of a chosen few: serves more where reach decides who can meet. */
  everybody: boolean;
}

export interface Placed {
  served: Waiting[];
  classes: number;
  roundsUsed: number;
}

interface Timetable {
  left: Waiting[];
  classes: number;
}

/** Fills the calendar wave by wave; what `place` cannot seat waits for a later wave. */
export function fillCalendar(
  start: Waiting[],
  slots: Slot[],
  region: Region,
  prepared: Prepared,
  quota: number,
  policy: Policy,
  place: (wave: Wave, wavesToCome: number) => Placed,
): Timetable {
  let left = start;
  let classes = 0;
  let s = 0;
  while (s < slots.length && classes < quota) {
    const next = nextWave(left, slots, s, region, prepared, quota - classes, policy);
    if (next.wave) {
      const placed = place(next.wave, next.wavesToCome);
      classes += placed.classes;
      left = without(left, placed.served);
      if (placed.classes > 0) {
        s = firstSlotFrom(slots, addDays(next.wave.rounds[placed.roundsUsed - 1]!.endsOn, 1 + policy.gapDays));
        continue;
      }
    }
    const arrival = firstArrival(left, slots[s]!.startsOn);
    const nextSlot = next.waitUntil ?? (arrival && firstSlotFrom(slots, arrival));
    if (!nextSlot || nextSlot <= s) break;
    s = nextSlot;
  }
  return { left, classes };
}

const firstArrival = (pool: Waiting[], after: string): string | undefined =>
  pool
    .map(w => w.earliest)
    .filter(date => date > after)
    .sort()[0];

interface Next {
  wave?: Wave;
  wavesToCome: number;
  waitUntil?: number;
}

function nextWave(
  pool: Waiting[],
  slots: Slot[],
  s: number,
  region: Region,
  prepared: Prepared,
  quota: number,
  policy: Policy,
): Next {
  const slot = slots[s]!;
  const here = pool.filter(w => w.earliest <= slot.startsOn && w.deadline >= slot.endsOn);
  if (here.length === 0) return { wavesToCome: 0 };
  const soonest = here.reduce((d, w) => (w.deadline < d ? w.deadline : d), here[0]!.deadline);
  const latest = here.reduce((d, w) => (w.deadline > d ? w.deadline : d), here[0]!.deadline);
  const { minimum } = prepared.problem.classType;
  const maximum = Math.max(...region.hosts.map(h => prepared.hosts[h]!.maximum));
  const most = policy.manyRounds ? 1 + Math.ceil(peopleIn(here) / maximum) : 1;
  const rounds = roundsFrom(slots, s, soonest, most);
  if (policy.everybody) {
    const members = chooseMembers(here, peopleIn(here), 1, latest, prepared);
    return peopleIn(members) < minimum
      ? { wavesToCome: 0 }
      : { wave: { members, classes: quota, rounds }, wavesToCome: 2 };
  }
  const starts = waveStarts(slots, s, policy.hasty ? soonest : latest, policy.gapDays);
  const plan = waveSizes(unitPools(here, prepared), {
    minimum,
    maximum,
    classes: quota,
    classesPerWave: region.hosts.length * rounds.length,
    waves: starts.length,
  });
  const arrival = policy.patient ? firstArrival(pool, slot.startsOn) : undefined;
  if (arrival) {
    const later = firstSlotFrom(slots, arrival);
    const last = waveStarts(slots, later, soonest, policy.gapDays).length;
    if (later < slots.length && last >= Math.max(1, plan?.classes.length ?? 1))
      return { wavesToCome: 0, waitUntil: later };
  }
  if (!plan) return { wavesToCome: 0 };
  const afterThis = starts[1];
  const nextEnds = afterThis === undefined ? latest : slots[afterThis]!.endsOn;
  const members = chooseMembers(here, plan.sizes[0]!, plan.sizes.length, nextEnds, prepared);
  return { wave: { members, classes: plan.classes[0]!, rounds }, wavesToCome: plan.sizes.length };
}

/** Slots at which this wave and its followers start when each takes one round. */
function waveStarts(slots: Slot[], first: number, latest: string, gapDays: number): number[] {
  const starts: number[] = [];
  let s = first;
  while (s < slots.length && slots[s]!.endsOn <= latest) {
    starts.push(s);
    s = firstSlotFrom(slots, addDays(slots[s]!.endsOn, 1 + gapDays));
  }
  return starts;
}
