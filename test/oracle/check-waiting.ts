import { line, noViolation } from './compare.js';
import { awayDays, deskOfficers } from './desk.js';
import { isTaken } from './check-seats.js';
import type { ClassRow, EnrollmentRows } from './load-enrollment.js';
import type { Check } from './oracle.js';
import { deskLimit } from './programmes.js';
import type { World } from './replay-journal.js';
import { keptFor, keptIn } from './reserved.js';
import { teaches, whoWaits, type Waiting } from './waiting.js';
import { daysOf, groupBy } from './world.js';

type Rows = Pick<EnrollmentRows, 'classes' | 'seats' | 'reach' | 'reservations'>;

/**
 * Nobody waits beside a free seat: there is no open class to come with a free seat of the right type and skill, in reach, not kept for
 * another unit and not given back by the own one, that answers everything the person owes by the first deadline that such
 * a class can still meet, and spares the desk.
 */
export function checkWaiting(
  world: Pick<World, 'registry' | 'programmes' | 'duties' | 'seatRules' | 'dueSkill'>,
  { classes, seats, reach, reservations }: Rows,
  today = '',
): Check {
  const waiting = whoWaits(world, seats);
  const taken = groupBy(seats.filter(isTaken), ({ classId }) => classId);
  const attendedOrMissed = new Set(seats.filter(isTaken).map(({ classId, personId }) => `${classId}/${personId}`));
  const kept = keptFor(reservations, seats);
  const keptByClass = keptIn(kept);
  const open = classes.filter(({ status, startsOn }) => status === 'open' && startsOn > today);
  const isFree = ({ classId, maximum, extra }: ClassRow, { unitId }: Waiting) => {
    const keptForOthers = (keptByClass.get(classId) ?? 0) - (kept.get(`${classId}/${unitId}`) ?? 0);
    return (taken.get(classId)?.length ?? 0) + keptForOthers < maximum + extra;
  };
  const reached = new Set(reach.map(({ classId, unitId }) => `${classId}/${unitId}`));
  const officers = deskOfficers(world.registry.people.values());
  const away = awayDays(seats, new Map(classes.map(one => [one.classId, one])), world.registry.people);

  const isInReach = ({ classId, programme, classType }: ClassRow, { unitId }: Waiting) => {
    const type = world.programmes.byKey(programme)?.classTypes.find(({ code }) => code === classType);
    return type?.hostLevels.every(level => level === 'province') || reached.has(`${classId}/${unitId}`);
  };
  const sparesDesk = (one: ClassRow, { unitId, officer }: Waiting) => {
    const rules = world.programmes.byKey(one.programme);
    if (!officer) return true;
    if (!rules) return false;
    const most = deskLimit(rules, officers.get(unitId) ?? 0);
    return daysOf(one).every(day => (away.get(`${unitId}/${day}`) ?? 0) < most);
  };
  return noViolation(
    { vi: 'Không ai phải chờ khi còn chỗ phù hợp', en: 'Nobody waits beside a free seat' },
    waiting.length,
    waiting.flatMap(person => {
      const missed = open.find(
        one =>
          isFree(one, person) &&
          answersAll(one, person) &&
          teaches(one, person.skill) &&
          !attendedOrMissed.has(`${one.classId}/${person.personId}`) &&
          !world.seatRules.refusals.has(`${one.classId}/${person.personId}`) &&
          isInReach(one, person) &&
          sparesDesk(one, person),
      );
      return missed ? [line({ person: person.personId, class: missed.classId })] : [];
    }),
  );
}

/** A class before the newest duty would leave that one open; a deadline before it can no longer be met by any. */
function answersAll({ classType, startsOn }: ClassRow, { duties }: Waiting): boolean {
  const newest = duties.reduce((latest, { openedOn }) => (openedOn > latest ? openedOn : latest), '');
  const inTime = duties.every(({ deadline }) => deadline < newest || startsOn <= deadline);
  return startsOn >= newest && inTime && duties.every(duty => duty.classType === classType);
}
