import { line, sameMultiset } from './compare.js';
import type { EnrollmentRows } from './load-enrollment.js';
import type { Check } from './oracle.js';
import type { World } from './replay-journal.js';
import { whoWaits, type Waiting } from './waiting.js';
import { groupBy } from './world.js';

/** A person's place among those who wait for the same type of class and skill, by deadline and then by id. */
export function checkWaitlist(
  world: Pick<World, 'registry' | 'duties' | 'dueSkill'>,
  { seats, places }: Pick<EnrollmentRows, 'seats' | 'places'>,
): Check {
  const forTheSame = groupBy(whoWaits(world, seats).map(inOrder), ({ same }) => same);
  return sameMultiset(
    { vi: 'Thứ tự trong danh sách chờ', en: 'Places on the waiting list' },
    [...forTheSame.values()].flatMap(people =>
      people
        .sort((a, b) => (a.order < b.order ? -1 : 1))
        .map(({ personId }, at) => line({ person: personId, place: at + 1, of: people.length })),
    ),
    places.map(({ personId, place, waiting }) => line({ person: personId, place, of: waiting })),
  );
}

/** A class before the newest duty answers nothing, so that the deadline is the first one from that day on. */
function inOrder({ personId, skill, duties }: Waiting): { personId: string; same: string; order: string } {
  const newest = duties.reduce((latest, duty) => (duty.openedOn > latest.openedOn ? duty : latest));
  const [deadline] = duties
    .map(duty => duty.deadline)
    .filter(day => day >= newest.openedOn)
    .sort();
  return {
    personId,
    same: `${newest.classType}/${skill}`,
    order: `${deadline ?? newest.deadline}/${personId}`,
  };
}
