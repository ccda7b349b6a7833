import { cohortOf, programmeKey, skillAfter, type Cohort, type Programme, type Programmes } from './programmes.js';
import { Certificates } from './replay-certificates.js';
import { addDays, later, type Assignment, type Certificate, type ClassDays, type Duty, type Held } from './world.js';

export interface Period {
  /** Key of the programme. */
  programme: string;
  year: number;
  openedOn: string;
}

interface AnsweredDuty extends Duty {
  answeredBy: Certificate | null;
}

interface Waiver {
  duty: AnsweredDuty;
  until: string;
}

/** What one person owes and has been trained for. */
export class Training {
  readonly duties: AnsweredDuty[] = [];
  private readonly kept = new Certificates();
  private waivers: Waiver[] = [];

  constructor(readonly personId: string) {}

  get certificates(): readonly Certificate[] {
    return this.kept.all;
  }

  /** Takes a change of post into account, by the programme in force on its date. */
  assign(assignment: Assignment, programmes: Programmes, periods: Period[]): void {
    const { cause, date, after, isNew, late } = assignment;
    if (!after) return this.oweNothing();
    if (late) return this.hearLate(assignment, late.told, programmes, periods);
    const programme = programmes.on(date);
    if (!programme) return;
    const cohort = cohortOf(programme, after);
    if (!cohort) return this.oweNothing();
    if (programme.retraining.causes.includes(cause)) this.retrain(programme, cohort, after, date);
    for (const period of periods) this.oweYearFrom(later(period.openedOn, date), period, after, programmes, isNew);
    for (const duty of this.open()) Object.assign(duty, placeOf(cohort, after));
  }

  /**
   * What came late is asked for as of its day, if the post of then was in a cohort; it is owed for the post held now, which
   * stays what it was. A time without a post asks for nothing.
   */
  private hearLate(
    { cause, date, after, since, isNew }: Assignment,
    told: Held | null,
    programmes: Programmes,
    periods: Period[],
  ): void {
    const programme = programmes.on(date);
    const present = programmes.on(since) ?? programme;
    const cohort = present && after && cohortOf(present, after);
    if (!told || !after || !cohort) return;
    if (programme && cohortOf(programme, told) && programme.retraining.causes.includes(cause))
      this.retrain(programme, cohort, after, date);
    for (const period of periods) {
      const rules = programmes.byKey(period.programme);
      if (rules && cohortOf(rules, told))
        this.oweYearFrom(later(period.openedOn, date), period, after, programmes, isNew);
    }
  }

  /** A year opens: whoever is in a cohort owes it, from the day the present post was taken when that is later. */
  startYear(period: Period, programme: Programme, held: Held, since: string): void {
    const cohort = cohortOf(programme, held);
    if (!cohort || this.yearly(period)) return;
    const from = since <= `${period.year}-12-31` ? later(since, period.openedOn) : period.openedOn;
    this.oweYear(period, cohort, held, from);
  }

  /** The certificate for a class, and with it every duty that was open on its first day. */
  attend(classId: string, days: ClassDays, programme: Programme | undefined): void {
    const certificate = this.kept.issue(this.personId, classId, days, programme);
    if (!certificate) return;
    for (const duty of this.open())
      if (duty.openedOn <= days.startsOn) Object.assign(duty, { status: 'fulfilled', answeredBy: certificate });
  }

  /** What a void certificate answered is owed again, unless another class attended since answers it, too. */
  revoke(classId: string, on: string, programme: Programme | undefined, held: Held | null): void {
    const revoked = this.kept.revoke(classId, on);
    if (!revoked) throw new Error(`The journal revokes a certificate of ${classId} that ${this.personId} never got`);
    const answered = this.duties.filter(({ answeredBy }) => answeredBy === revoked);
    for (const duty of answered.sort((a, b) => (a.openedOn < b.openedOn ? 1 : -1)))
      this.oweAgain(duty, programme, held);
  }

  /** Sets an open duty aside until a day. */
  waive({ kind, period, until }: { kind: string; period: number | null; until: string }): void {
    const duty = this.open().find(one => one.kind === kind && one.period === period);
    if (!duty) throw new Error(`The journal waives a duty that ${this.personId} does not owe: ${kind} ${period}`);
    duty.status = 'waived';
    this.waivers.push({ duty, until });
  }

  endWaivers(today: string, programme: Programme | undefined, held: Held | null): void {
    const over = this.waivers.filter(({ until }) => until < today);
    this.waivers = this.waivers.filter(({ until }) => until >= today);
    for (const { duty } of over)
      if (duty.status === 'waived' && this.duties.includes(duty)) this.oweAgain(duty, programme, held);
  }

  /** Everything owed is set aside. */
  oweNothing(): void {
    for (const duty of this.open()) duty.status = 'waived';
  }

  /** What has to be taught next, where the programme that asks for it has classes for each skill. */
  dueSkill(programmes: Programmes): string | null {
    const newest = this.open().sort((a, b) => (a.openedOn < b.openedOn ? 1 : -1))[0];
    const programme = newest && (programmes.on(newest.openedOn) ?? programmes.byKey(newest.programme));
    return programme?.classesPerSkill ? skillAfter(programme, this.kept.lastSkill) : null;
  }

  private oweAgain(duty: AnsweredDuty, programme: Programme | undefined, held: Held | null): void {
    const cohort = programme && held && cohortOf(programme, held);
    if (!cohort) return;
    const answer = this.kept.since(duty.openedOn);
    if (answer && duty.status === 'fulfilled') duty.answeredBy = answer;
    if (answer || (duty.kind === 'retraining' && this.open().some(({ kind }) => kind === 'retraining'))) return;
    Object.assign(duty, { status: 'open', answeredBy: null, ...placeOf(cohort, held) });
  }

  private retrain(programme: Programme, cohort: Cohort, held: Held, date: string): void {
    const deadline = addDays(date, programme.retraining.withinDays);
    const open = this.open().find(({ kind }) => kind === 'retraining');
    if (open && !this.kept.since(date)) {
      open.moves++;
      open.openedOn = later(open.openedOn, date);
      open.deadline = later(open.deadline, deadline);
      return;
    }
    const place = placeOf(cohort, held);
    const kind = 'retraining';
    this.owe({ programme: programmeKey(programme), kind, period: null, ...place, openedOn: date, deadline, moves: 1 });
  }

  /** A year that was opened before the news of the post came; what was waived stays so when the news is none. */
  private oweYearFrom(from: string, period: Period, held: Held, programmes: Programmes, isNew: boolean): void {
    const programme = programmes.on(from);
    if (!programme || programmeKey(programme) !== period.programme || Number(from.slice(0, 4)) !== period.year) return;
    const cohort = cohortOf(programme, held);
    if (cohort && (isNew || !this.yearly(period))) this.oweYear(period, cohort, held, from);
  }

  private oweYear(period: Period, cohort: Cohort, held: Held, openedOn: string): void {
    const known = this.yearly(period);
    if (known) {
      if (known.status !== 'waived') return;
      this.duties.splice(this.duties.indexOf(known), 1);
    }
    const { programme, year } = period;
    const deadline = `${year}-12-31`;
    this.owe({ programme, kind: 'yearly', period: year, ...placeOf(cohort, held), openedOn, deadline, moves: 0 });
  }

  /** A class already attended on or after the day a duty is owed from answers it at once. */
  private owe(duty: Omit<Duty, 'personId' | 'status'>): void {
    const answeredBy = this.kept.since(duty.openedOn) ?? null;
    this.duties.push({ personId: this.personId, status: answeredBy ? 'fulfilled' : 'open', answeredBy, ...duty });
  }

  private yearly({ programme, year }: Period): AnsweredDuty | undefined {
    return this.duties.find(duty => duty.period === year && duty.programme === programme);
  }

  private open(): AnsweredDuty[] {
    return this.duties.filter(({ status }) => status === 'open');
  }
}

function placeOf({ code, classType }: Cohort, { unitId }: Held): Pick<Duty, 'cohort' | 'classType' | 'unitId'> {
  return { cohort: code, classType, unitId };
}
