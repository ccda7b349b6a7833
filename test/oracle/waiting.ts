import type { SeatRow } from './load-enrollment.js';
import { isOfficer } from './desk.js';
import type { World } from './replay-journal.js';
import { groupBy, type Duty } from './world.js';

/** Somebody who owes training and has no seat. */
export interface Waiting {
  personId: string;
  unitId: string;
  officer: boolean;
  duties: Duty[];
}

/** Who waits, by the duties as recomputed and the seats as they are. */
export function whoWaits(
  world: Pick<World, 'registry' | 'duties'>,
  seats: Pick<SeatRow, 'personId' | 'status'>[],
): Waiting[] {
  const seated = new Set(seats.filter(({ status }) => status === 'granted').map(({ personId }) => personId));
  const open = groupBy(
    world.duties.filter(({ status, personId }) => status === 'open' && !seated.has(personId)),
    ({ personId }) => personId,
  );
  return [...open].flatMap(([personId, duties]) => {
    const person = world.registry.people.get(personId);
    return person?.held ? [{ personId, unitId: person.held.unitId, officer: isOfficer(person), duties }] : [];
  });
}
