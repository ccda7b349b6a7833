import type { MoveRow } from './oracle.js';
import type { Units } from './replay-units.js';
import type { Assignment, Held, Ids, Person } from './world.js';

export interface AcknowledgedBatch {
  sha256: string;
  cause: string;
  rows: number;
}

/** Where everybody serves after the batches so far. */
export class Registry {
  readonly people = new Map<string, Person>();
  readonly batches: AcknowledgedBatch[] = [];

  constructor(
    private readonly units: Units,
    private readonly ids: Ids,
  ) {}

  /** Applies a batch, oldest date first, and gives what happened to each person. */
  apply(rows: MoveRow[], cause: string, sha256: string): Assignment[] {
    // Uploading a file a second time is acknowledged too, and changes nothing.
    if (this.batches.some(one => one.sha256 === sha256 && one.cause === cause)) return [];
    this.batches.push({ sha256, cause, rows: rows.length });
    const inOrder = rows
      .map((row, at) => ({ row, at }))
      .sort((a, b) => compare(a.row.effectiveDate, b.row.effectiveDate) || a.at - b.at);
    return inOrder.map(({ row }) => this.move(row, cause));
  }

  move(row: MoveRow, cause: string): Assignment {
    const { effectiveDate: date } = row;
    const personId = this.ids.person(row.staffCode);
    const revision = (this.people.get(personId)?.revision ?? 0) + 1;
    const after = row.action === 'leave' ? null : this.place(row);
    this.people.set(personId, { personId, revision, held: after, since: date });
    return { personId, revision, cause, date, after };
  }

  private place({ unitCode, post, duties, effectiveDate }: MoveRow): Held {
    const unit = this.units.on(unitCode, effectiveDate);
    if (!unit) throw new Error(`The journal sends somebody to ${unitCode}, which is no unit on ${effectiveDate}`);
    const beside = duties.split(';').map(duty => duty.trim());
    return { unitId: unit.unitId, level: unit.level, post, duties: beside.filter(duty => duty !== '').sort() };
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
