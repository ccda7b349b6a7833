import type { Tx } from '#messaging';
import type { PersonTraining } from '../rules/person-training.js';
import { markUnits } from './mark-units.js';
import { releaseSeats } from './write-seats.js';

/** Takes back the seats of those who owe nothing beside the duties that were just set aside; the people are locked. */
export async function releaseUnneededSeats(
  tx: Tx,
  people: readonly PersonTraining[],
  setAside: ReadonlySet<string> = new Set(),
): Promise<void> {
  const unneeded = people.flatMap(({ personId, seat, duties }) =>
    seat && !duties.some(({ id, status }) => status === 'open' && !setAside.has(id))
      ? [{ seatId: seat.id, classId: seat.classId, personId }]
      : [],
  );
  await releaseSeats(tx, unneeded, 'no-duty');
  await markUnits(tx, [], [...new Set(unneeded.map(({ classId }) => classId))]);
}
