import { Career } from './career.js';
import type { History, MoveRow } from './oracle.js';
import type { Units } from './replay-units.js';
import { later, type Assignment, type Held, type Ids, type Person } from './world.js';

export interface AcknowledgedBatch {
  sha256: string;
  cause: string;
  rows: number;
}

/** Where everybody serves after the batches so far. */
export class Registry {
  readonly people = new Map<string, Person>();
  readonly batches: AcknowledgedBatch[] = [];
  /** People whose past was told late or anew. */
  readonly retold = new Set<string>();
  readonly careers = new Map<string, Career>();

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
    const before = this.people.get(personId);
    const revision = (before?.revision ?? 0) + 1;
    const told = row.action === 'leave' ? null : this.place(row);
    const career = this.careerOf(personId);
    const late = before && career.isLate(date) ? { told } : null;
    career.put(date, told);
    if (late) this.retold.add(personId);
    // Who was told of late serves where the person served before the news, and since then.
    const { held, since } = late && before ? before : { held: told, since: date };
    this.people.set(personId, { personId, revision, held, since });
    return { personId, revision, cause, date, after: held, isNew: !late || cause !== 'correction', since, late };
  }

  heldBy(personId: string): Held | null {
    return this.people.get(personId)?.held ?? null;
  }

  /** A history put right: the person serves where its last post says, if that goes on, and since then. */
  correct(personId: string, { holdings, duties }: History): Assignment {
    const before = this.people.get(personId);
    if (!before) throw new Error(`The journal corrects the history of ${personId}, whom it never appointed`);
    const revision = before.revision + 1;
    const present = holdings.find(({ to }) => to === null);
    const beside = duties.filter(({ to }) => to === null).map(({ duty }) => duty);
    const unit = present && this.units.byId(present.unitId);
    const after = present && unit ? { ...unit, post: present.post, duties: beside.sort() } : null;
    this.careerOf(personId).rewrite({ holdings, duties }, unitId => this.units.byId(unitId));
    this.retold.add(personId);
    const date = present?.from ?? holdings.reduce((last, { to }) => later(last, to ?? ''), '');
    this.people.set(personId, { personId, revision, held: after, since: date });
    const isNew = JSON.stringify(after) !== JSON.stringify(before.held);
    return { personId, revision, cause: 'correction', date, after, isNew, since: date, late: null };
  }

  private careerOf(personId: string): Career {
    let career = this.careers.get(personId);
    if (!career) this.careers.set(personId, (career = new Career()));
    return career;
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
