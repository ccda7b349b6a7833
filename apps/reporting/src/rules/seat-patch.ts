import { AttendanceRecorded, SeatGranted, type SeatReleased } from '#contracts';
import type { Patch } from './merge-patch.js';

export type SeatEvent = SeatGranted | SeatReleased | AttendanceRecorded;

export interface SeatPatch extends Patch {
  seatId: string;
  classId: string;
  personId: string;
  unitId: string | null;
  status: 'granted' | 'released' | 'attended' | 'absent';
  grantedBy: string | null;
}

/** What one event says about its seat. */
export function seatPatch(event: SeatEvent, revision: number): SeatPatch {
  const { seatId, classId, personId } = event;
  const seat = { seatId, classId, personId, revision };
  if (event instanceof SeatGranted)
    return { ...seat, unitId: event.unitId, grantedBy: event.by, status: 'granted', complete: true };
  const status = event instanceof AttendanceRecorded ? event.mark : 'released';
  return { ...seat, unitId: null, grantedBy: null, status, complete: false };
}
