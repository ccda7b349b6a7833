export interface PlannedSeats {
  groupId: string;
  unitId: string;
  people: number;
  deskOfficers: number;
}

export interface PlannedClass {
  hostUnitId: string;
  startsOn: string;
  endsOn: string;
  seats: PlannedSeats[];
}

export type UnservedReason = 'below-minimum' | 'quota' | 'no-date' | 'no-host' | 'out-of-reach' | 'desk-rule';

export interface Unserved {
  groupId: string;
  people: number;
  reason: UnservedReason;
}

export interface Certificate {
  inputHash: string;
  engine: string;
  solverVersion: string;
  /** Wall time; the only field that differs between two runs on the same input. */
  seconds: number;
  /** No plan serves more people or has fewer classes, and every wave is placed at a proven optimum. */
  optimal: boolean;
}

export interface ClassPlan {
  classes: PlannedClass[];
  unserved: Unserved[];
  /** `kilometres`: no placement of the chosen waves on the considered hosts travels less (return trips). */
  bounds: { fewestClasses: number; kilometres: number };
  /** `personKm`: return trips; `gap`: (personKm - bounds.kilometres) / personKm. */
  totals: { people: number; classes: number; personKm: number; gap: number };
  certificate: Certificate;
}
