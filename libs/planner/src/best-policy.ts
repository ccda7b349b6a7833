import type { Slot } from './calendar.js';
import { peopleIn, type Waiting } from './pool.js';
import type { Prepared } from './prepare.js';
import type { Region } from './regions.js';
import { fillCalendar, type Placed, type Policy, type Wave } from './timetable.js';

/** The arithmetic of a wave without its map: everybody served, classes spread evenly over the hosts. */
const placeOnPaper =
  (region: Region) =>
  (wave: Wave): Placed => ({
    served: wave.members,
    classes: wave.classes,
    roundsUsed: Math.max(1, Math.ceil(wave.classes / region.hosts.length)),
  });

/** The policy that serves most in the fewest classes; the calmest of equals. */
export function bestPolicy(
  pool: Waiting[],
  slots: Slot[],
  region: Region,
  prepared: Prepared,
  quota: number,
): { policy: Policy; unserved: number } {
  const gap = prepared.problem.calendar.gapDaysBetweenWaves;
  const either = [false, true];
  const policies = (gap > 0 ? [gap, 0] : [0]).flatMap(gapDays =>
    [true, false].flatMap(manyRounds =>
      either.flatMap(patient => either.map(hasty => ({ gapDays, manyRounds, patient, hasty, everybody: false }))),
    ),
  );
  const scored = policies.map(policy => {
    const paper = fillCalendar(pool, slots, region, prepared, quota, policy, placeOnPaper(region));
    return { policy, unserved: peopleIn(paper.left), classes: paper.classes };
  });
  return scored.reduce((best, c) =>
    c.unserved < best.unserved || (c.unserved === best.unserved && c.classes < best.classes) ? c : best,
  );
}
