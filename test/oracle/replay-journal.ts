import type { History, MoveRow, Reservation } from './oracle.js';
import { Programmes, programmeKey, type Programme } from './programmes.js';
import { Attendance } from './replay-attendance.js';
import { Registry } from './replay-registry.js';
import { SeatRules } from './replay-seats.js';
import { Training, type Period } from './replay-training.js';
import { Units, type UnitChange, type UnitLine } from './replay-units.js';
import type { Assignment, ClassDays, Ids, Mark } from './world.js';

/** A step of the journal with its file read. */
export type Happening =
  | { step: 'units'; lines: UnitLine[]; validFrom: string }
  | { step: 'unit-changes'; change: UnitChange }
  | { step: 'programme'; programme: Programme; directly?: true }
  | { step: 'batch'; rows: MoveRow[]; cause: string; sha256: string }
  | { step: 'move'; row: MoveRow; cause: string }
  | { step: 'period'; programmeCode: string; year: number; openedOn: string }
  | { step: 'attendance'; marks: Mark[] }
  | ({ step: 'mark-correction'; on: string } & Mark)
  | { step: 'revocation'; classId: string; personId: string; on: string }
  | { step: 'bulk-waiver'; unitIds: string[] }
  | { step: 'waiver'; personId: string; kind: string; period: number | null; until: string }
  | ({ step: 'history'; personId: string } & History)
  | ({ step: 'reservation' } & Reservation)
  | { step: 'refusal'; classId: string; personId: string }
  | { step: 'day'; on: string };

/** The world after the journal. */
export class World {
  readonly units: Units;
  readonly registry: Registry;
  readonly training = new Map<string, Training>();
  readonly periods: Period[] = [];
  readonly attendance: Attendance;
  readonly seatRules = new SeatRules();
  /** The programme versions that nobody had to approve. */
  readonly adoptedDirectly = new Set<string>();

  constructor(
    ids: Ids,
    readonly programmes: Programmes,
    classes: ReadonlyMap<string, ClassDays>,
  ) {
    this.units = new Units(ids);
    this.registry = new Registry(this.units, ids);
    this.attendance = new Attendance(classes);
  }

  get duties() {
    return [...this.training.values()].flatMap(({ duties }) => duties);
  }

  get certificates() {
    return [...this.training.values()].flatMap(({ certificates }) => certificates);
  }

  /** What somebody waits to be taught; null where a class teaches everybody. */
  dueSkill(personId: string): string | null {
    return this.training.get(personId)?.dueSkill(this.programmes) ?? null;
  }

  live(happening: Happening): void {
    switch (happening.step) {
      case 'units':
        return this.units.establish(happening.lines, happening.validFrom);
      case 'unit-changes':
        return this.units.change(happening.change);
      case 'batch':
        return this.follow(this.registry.apply(happening.rows, happening.cause, happening.sha256));
      case 'move':
        return this.follow([this.registry.move(happening.row, happening.cause)]);
      case 'history':
        return this.follow([this.registry.correct(happening.personId, happening)]);
      case 'period':
        return this.openPeriod(happening);
      case 'attendance':
        return this.attend(happening.marks);
      case 'bulk-waiver':
        return this.waive(new Set(happening.unitIds));
      case 'mark-correction':
        return this.correctMark(happening);
      case 'revocation':
        return this.revoke(happening);
      case 'waiver':
        return this.trainingOf(happening.personId).waive(happening);
      case 'reservation':
        return this.seatRules.reserve(happening);
      case 'refusal':
        return this.seatRules.refuse(happening);
      case 'day':
        return this.beginDay(happening.on);
      case 'programme':
        if (happening.directly) this.adoptedDirectly.add(programmeKey(happening.programme));
        return undefined;
    }
  }

  private follow(assignments: Assignment[]): void {
    for (const assignment of assignments)
      this.trainingOf(assignment.personId).assign(assignment, this.programmes, this.periods);
  }

  private openPeriod({ programmeCode, year, openedOn }: Omit<Period, 'programme'> & { programmeCode: string }): void {
    const programme = this.programmes.named(programmeCode, openedOn);
    if (!programme) throw new Error(`The journal opens ${year} of ${programmeCode}, which it never adopted`);
    const period = { programme: programmeKey(programme), year, openedOn };
    if (this.periods.some(one => one.programme === period.programme && one.year === year)) return;
    this.periods.push(period);
    for (const { personId, held, since } of this.registry.people.values())
      if (held) this.trainingOf(personId).startYear(period, programme, held, since);
  }

  private attend(marks: Mark[]): void {
    for (const { personId, classId, days } of this.attendance.keep(marks, this.registry.people))
      this.trainingOf(personId).attend(classId, days, this.programmes.byKey(days.programme ?? ''));
  }

  private correctMark({ classId, personId, mark, on }: Mark & { on: string }): void {
    this.attend([{ classId, personId, mark }]);
    if (mark === 'absent') this.revoke({ classId, personId, on });
  }

  private revoke({ classId, personId, on }: { classId: string; personId: string; on: string }): void {
    this.trainingOf(personId).revoke(classId, on, this.programmes.on(on), this.registry.heldBy(personId));
  }

  private beginDay(today: string): void {
    this.seatRules.beginDay(today);
    for (const [personId, training] of this.training)
      training.endWaivers(today, this.programmes.on(today), this.registry.heldBy(personId));
  }

  private waive(unitIds: ReadonlySet<string>): void {
    for (const { personId, held } of this.registry.people.values())
      if (held && unitIds.has(held.unitId)) this.trainingOf(personId).oweNothing();
  }

  private trainingOf(personId: string): Training {
    let training = this.training.get(personId);
    if (!training) this.training.set(personId, (training = new Training(personId)));
    return training;
  }
}

/** Lives through the journal. Programmes are known from the start: a date decides which is in force. */
export function replayJournal(happenings: Happening[], ids: Ids, classes: ReadonlyMap<string, ClassDays>): World {
  const programmes = happenings.flatMap(one => (one.step === 'programme' ? [one.programme] : []));
  const adopted = new Map(programmes.map(one => [programmeKey(one), one]));
  const world = new World(ids, new Programmes([...adopted.values()]), classes);
  for (const happening of happenings) world.live(happening);
  return world;
}
