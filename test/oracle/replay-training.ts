import { cohortOf, programmeKey, type Cohort, type Programme, type Programmes } from './programmes.js';
import { addDays, later, type Assignment, type Certificate, type ClassDays, type Duty, type Held } from './world.js';

export interface Period {
  /** Key of the programme. */
  programme: string;
  year: number;
  openedOn: string;
}

/** What one person owes and has been trained for. */
export class Training {
  readonly duties: Duty[] = [];
  readonly certificates: Certificate[] = [];

  constructor(readonly personId: string) {}

  /** Takes a change of post into account, by the programme in force on its date. */
  assign({ cause, date, after }: Assignment, programmes: Programmes, periods: Period[]): void {
    if (!after) return this.waive();
    const programme = programmes.on(date);
    if (!programme) return;
    const cohort = cohortOf(programme, after);
    if (!cohort) return this.waive();
    if (programme.retraining.causes.includes(cause)) this.retrain(programme, cohort, after, date);
    const year = Number(date.slice(0, 4));
    const period = periods.find(one => one.programme === programmeKey(programme) && one.year === year);
    if (period && date >= period.openedOn) this.oweYear(period, cohort, after, date);
    for (const duty of this.open()) Object.assign(duty, placeOf(cohort, after));
  }

  /** A year opens: whoever is in a cohort owes it, from the day the present post was taken when that is later. */
  startYear(period: Period, programme: Programme, held: Held, since: string): void {
    const cohort = cohortOf(programme, held);
    if (!cohort || this.yearly(period)) return;
    const from = since <= `${period.year}-12-31` ? later(since, period.openedOn) : period.openedOn;
    this.oweYear(period, cohort, held, from);
  }

  /** The certificate for a class, and with it every duty that was open on its first day. */
  attend(classId: string, { startsOn, endsOn }: ClassDays): void {
    if (this.certificates.some(one => one.classId === classId)) return;
    const current = this.certificates.find(one => one.supersededBy === null);
    const newer = current && current.startsOn > startsOn ? current.classId : null;
    if (current && !newer) current.supersededBy = classId;
    this.certificates.push({ personId: this.personId, classId, startsOn, issuedOn: endsOn, supersededBy: newer });
    for (const duty of this.open()) if (duty.openedOn <= startsOn) duty.status = 'fulfilled';
  }

  waive(): void {
    for (const duty of this.open()) duty.status = 'waived';
  }

  private retrain(programme: Programme, cohort: Cohort, held: Held, date: string): void {
    const deadline = addDays(date, programme.retraining.withinDays);
    const open = this.open().find(({ kind }) => kind === 'retraining');
    if (open && !this.isAnswered(date)) {
      open.moves++;
      open.openedOn = later(open.openedOn, date);
      open.deadline = later(open.deadline, deadline);
      return;
    }
    const place = placeOf(cohort, held);
    const kind = 'retraining';
    this.owe({ programme: programmeKey(programme), kind, period: null, ...place, openedOn: date, deadline, moves: 1 });
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
    const status = this.isAnswered(duty.openedOn) ? 'fulfilled' : 'open';
    this.duties.push({ personId: this.personId, status, ...duty });
  }

  private isAnswered(openedOn: string): boolean {
    return this.certificates.some(({ startsOn }) => startsOn >= openedOn);
  }

  private yearly({ programme, year }: Period): Duty | undefined {
    return this.duties.find(duty => duty.period === year && duty.programme === programme);
  }

  private open(): Duty[] {
    return this.duties.filter(({ status }) => status === 'open');
  }
}

function placeOf({ code, classType }: Cohort, { unitId }: Held): Pick<Duty, 'cohort' | 'classType' | 'unitId'> {
  return { cohort: code, classType, unitId };
}
