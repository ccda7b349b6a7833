import type { DutyCode } from '#contracts';

export interface PreviewView {
  batchId: string;
  /** Figures that other services answer are complete when it is ready. */
  status: 'computing' | 'ready';
  requestedBy: string;
  requestedAt: string;
  parts: { asked: number; answered: number };
  people: {
    rows: number;
    people: number;
    appointed: number;
    reassigned: number;
    left: number;
    unitsJoined: number;
  } | null;
  duties: { opened: number; coalesced: number; waived: number };
  seatsFreed: number;
  /** Desks that would be left under the norm, of the units that the batch touches. */
  desks:
    | {
        unitId: string;
        code: string;
        name: string;
        duty: DutyCode;
        minimum: number;
        before: number;
        after: number;
      }[]
    | null;
}
