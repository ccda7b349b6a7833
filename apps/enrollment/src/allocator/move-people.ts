import { DomainError } from '#kernel';
import type { Tx } from '#messaging';
import { lockPeople } from '../database/lock-place.js';
import { releaseSeats, type SeatToRelease } from '../database/write-seats.js';
import { placeByHand } from './place-by-hand.js';

const SEATED = `
  SELECT id AS "seatId", class_id AS "classId", person_id AS "personId" FROM seat
  WHERE class_id = $1 AND status = 'granted' ORDER BY person_id`;

export interface Moving {
  seats: SeatToRelease[];
  units: Map<string, string | null>;
}

/** Locks the people of a class; call it before the class is locked. */
export async function lockSeated(tx: Tx, classId: string): Promise<Moving> {
  const seats = await tx.query<SeatToRelease>(SEATED, [classId]);
  const units = await lockPeople(
    tx,
    seats.map(({ personId }) => personId),
  );
  return { seats, units };
}

/** Nobody took or gave back a seat between the two locks; else the message is tried again. */
export async function requireSameSeats(tx: Tx, classId: string, { seats }: Moving): Promise<void> {
  const now = await tx.query<SeatToRelease>(SEATED, [classId]);
  if (now.map(({ seatId }) => seatId).join() !== seats.map(({ seatId }) => seatId).join())
    throw new Error(`The seats of class ${classId} changed meanwhile`);
}

export async function emptyClass(tx: Tx, { seats }: Moving): Promise<void> {
  await releaseSeats(tx, seats, 'class-changed');
}

/** Seats again in a class whoever the rules allow there; the others wait, and are in nobody's way. Gives how many were seated. */
export async function seatAgain(tx: Tx, { seats, units }: Moving, classId: string, today: string): Promise<number> {
  let seated = 0;
  for (const { personId } of seats) {
    const unitId = units.get(personId);
    if (!unitId) continue;
    try {
      await placeByHand(tx, { classId, personId, unitId, by: 'class-change', placedBy: null, today });
      seated++;
    } catch (error) {
      // A rule says no, nothing was written: the person waits for the next class.
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return seated;
}
