import { deskOfficers, isOfficer } from './desk.js';
import type { MoveRow } from './oracle.js';
import { Programmes, programmeKey, type Programme } from './programmes.js';
import { Registry } from './replay-registry.js';
import { Training, type Period } from './replay-training.js';
import { Units, type UnitChange, type UnitLine } from './replay-units.js';
import type { Assignment, ClassDays, Ids, Mark } from './world.js';

/** A step of the journal with its file read. */
export type Happening =
  | { step: 'units'; lines: UnitLine[]; validFrom: string }
  | { step: 'unit-changes'; change: UnitChange }
  | { step: 'programme'; programme: Programme }
  | { step: 'batch'; rows: MoveRow[]; cause: string; sha256: string }
  | { step: 'move'; row: MoveRow; cause: string }
  | { step: 'period'; programmeCode: string; year: number; openedOn: string }
  | { step: 'attendance'; marks: Mark[] }
  | { step: 'waiver'; unitIds: string[] };

/** An officer who was in a class, and how many stood at that desk when the attendance was recorded. */
export interface OfficerAway {
  classId: string;
  personId: string;
  unitId: string;
  officers: number;
}

/** The world after the journal. */
export class World {
  readonly units: Units;
  readonly registry: Registry;
  readonly training = new Map<string, Training>();
  readonly periods: Period[] = [];
  /** One mark for a seat, whatever number of times it was sent. */
  readonly marks = new Map<string, Mark>();
  readonly officersAway = new Map<string, OfficerAway>();

  constructor(
    ids: Ids,
    readonly programmes: Programmes,
    private readonly classes: ReadonlyMap<string, ClassDays>,
  ) {
    this.units = new Units(ids);
    this.registry = new Registry(this.units, ids);
  }

  get duties() {
    return [...this.training.values()].flatMap(({ duties }) => duties);
  }

  get certificates() {
    return [...this.training.values()].flatMap(({ certificates }) => certificates);
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
      case 'period':
        return this.openPeriod(happening);
      case 'attendance':
        return this.attend(happening.marks);
      case 'waiver':
        return this.waive(new Set(happening.unitIds));
      case 'programme':
        return undefined;
    }
  }

  private follow(assignments: Assignment[]): void {
    for (const assignment of assignments)
      this.trainingOf(assignment.personId).assign(assignment, this.programmes, this.periods);
  }

  private openPeriod({
    programmeCode,
    year,
    openedOn,
  }: {
    programmeCode: string;
    year: number;
    openedOn: string;
  }): void {
    const programme = this.programmes.named(programmeCode, openedOn);
    if (!programme) throw new Error(`The journal opens ${year} of ${programmeCode}, which it never adopted`);
    const period = { programme: programmeKey(programme), year, openedOn };
    if (this.periods.some(one => one.programme === period.programme && one.year === year)) return;
    this.periods.push(period);
    for (const { personId, held, since } of this.registry.people.values())
      if (held) this.trainingOf(personId).startYear(period, programme, held, since);
  }

  private attend(marks: Mark[]): void {
    const officers = deskOfficers(this.registry.people.values());
    for (const mark of marks) {
      const { classId, personId } = mark;
      const days = this.classes.get(classId);
      if (!days) throw new Error(`The journal has attendance of the class ${classId}, which enrollment does not know`);
      this.marks.set(`${classId}/${personId}`, mark);
      if (mark.mark !== 'attended') continue;
      this.trainingOf(personId).attend(classId, days);
      const person = this.registry.people.get(personId);
      if (!person?.held || !isOfficer(person)) continue;
      const { unitId } = person.held;
      const away = { classId, personId, unitId, officers: officers.get(unitId) ?? 0 };
      this.officersAway.set(`${classId}/${personId}`, away);
    }
  }

  private waive(unitIds: ReadonlySet<string>): void {
    for (const { personId, held } of this.registry.people.values())
      if (held && unitIds.has(held.unitId)) this.trainingOf(personId).waive();
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
