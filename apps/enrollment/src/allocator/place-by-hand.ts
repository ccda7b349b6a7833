import { ConflictError, DomainError } from '#kernel';
import type { Tx } from '#messaging';
import { loadBook } from '../database/load-book.js';
import { seatHeldBy } from '../database/lock-place.js';
import { grantSeats } from '../database/write-seats.js';
import { allocateSeats } from '../rules/allocate-seats.js';
import { DeskDays, seatsOverDeskRule } from '../rules/desk-rule.js';
import { SEAT_REASONS } from '../rules/seat-reasons.js';
import * as read from './read-round.js';

export interface PlaceByHand {
  classId: string;
  personId: string;
  unitId: string;
  by: 'nomination' | 'swap' | 'class-change';
  placedBy: string | null;
  today: string;
}

/**
 * Gives one person a seat of one class by the very rules of the allocator, or says which of them forbids it. People and
 * class are locked. What the unit gave back before it may ask for again.
 */
export async function placeByHand(tx: Tx, wanted: PlaceByHand): Promise<{ seatId: string }> {
  const { classId, personId, unitId, by, placedBy, today } = wanted;
  const held = await seatHeldBy(tx, personId);
  if (held) throw new ConflictError('ENROLLMENT.HAS_SEAT', { personId, seatId: held.seatId });
  const people = await read.waitingPeople(tx, [personId], today, await loadBook(tx));
  if (people.length === 0) throw new DomainError('ENROLLMENT.OWES_NOTHING', { personId });
  const deskStaff = await read.deskStaffOf(tx, [unitId]);
  const deskDays = new DeskDays();
  seatsOverDeskRule(await read.deskSeatsOf(tx, [unitId]), deskStaff, deskDays);
  const { grants, waiting, skips } = allocateSeats({
    people,
    classes: (await read.offeredTo(tx, [unitId], today)).filter(({ id }) => id === classId),
    deskDays,
    deskStaff,
    taken: await read.takenBefore(tx, [personId]),
    refused: new Set(),
  });
  const [grant] = grants;
  if (!grant) {
    const { vi: reasonVi, en: reason } = SEAT_REASONS[skips[0]?.reason ?? waiting[0]?.reason ?? 'no-class'];
    throw new DomainError('ENROLLMENT.SEAT_NOT_ALLOWED', { personId, reason, reasonVi });
  }
  const { desk } = grant.person;
  const { startsOn } = grant.class;
  const seat = { classId, startsOn, personId, unitId, desk, by, placedBy, reservationId: read.reservationOf(grant) };
  const [granted] = await grantSeats(tx, [seat]);
  return { seatId: granted!.seatId };
}
