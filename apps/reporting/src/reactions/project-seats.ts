import { Injectable } from '@nestjs/common';
import { WaitlistJoined } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';
import { factTable, upsertFacts } from '../database/upsert-facts.js';
import type { Patch } from '../rules/merge-patch.js';
import { seatPatch, type SeatEvent, type SeatPatch } from '../rules/seat-patch.js';

interface WaitingPatch extends Patch {
  personId: string;
  reason: string;
  deadline: string;
}

const SEAT = factTable<SeatPatch>(
  'seat_fact',
  { seatId: 'uuid', classId: 'uuid', personId: 'uuid', unitId: 'uuid', status: 'text', grantedBy: 'text' },
  { partial: true },
);

const WAITING = factTable<WaitingPatch>('waiting_fact', { personId: 'uuid', reason: 'text', deadline: 'date' });

/** Keeps the state of every seat, and why somebody last began to wait. Whether they still wait follows from the duties. */
@Injectable()
export class ProjectSeats implements Reaction<SeatEvent | WaitlistJoined> {
  async handle(events: Received<SeatEvent | WaitlistJoined>[], tx: Tx): Promise<void> {
    const seats: SeatPatch[] = [];
    const waiting: WaitingPatch[] = [];
    for (const { data, revision } of events) {
      if (data instanceof WaitlistJoined) {
        const { personId, reason, deadline } = data;
        waiting.push({ personId, reason, deadline, revision, complete: true });
      } else seats.push(seatPatch(data, revision));
    }
    await upsertFacts(tx, SEAT, seats);
    await upsertFacts(tx, WAITING, waiting);
  }
}
