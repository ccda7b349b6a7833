import type { SeatRow } from './load-enrollment.js';
import { isOfficer } from './desk.js';
import type { World } from './replay-journal.js';
import { groupBy, type Duty } from './world.js';

/** Somebody who owes training and has no seat. */
export interface Waiting {
  personId: string;
  unitId: string;
  officer: boolean;
  /** What the class has to teach; null where any does. */
  skill: string | null;
  duties: Duty[];
}

/** Who waits, by the duties as recomputed and the seats as they are. */
export function whoWaits(
  world: Pick<World, 'registry' | 'duties' | 'dueSkill'>,
  seats: Pick<SeatRow, 'personId' | 'status'>[],
): Waiting[] {
  const seated = new Set(seats.filter(({ status }) => status === 'granted').map(({ personId }) => personId));
  const open = groupBy(
    world.duties.filter(({ status, personId }) => status === 'open' && !seated.has(personId)),
    ({ personId }) => personId,
  );
  return [...open].flatMap(([personId, duties]) => {
    const person = world.registry.people.get(personId);
    if (!person?.held) return [];
    const skill = world.dueSkill(personId);
    return [{ personId, unitId: person.held.unitId, officer: isOfficer(person), skill, duties }];
  });
}

/** Whether a class is for somebody: it teaches what is the person's turn, or everybody their own. */
export function teaches({ skill: taught }: { skill: string | null }, due: string | null): boolean {
  return taught === null || due === null || taught === due;
}
