import type { ProgrammeRules } from '#contracts';
import { laterDate } from '#kernel';

export interface AdoptedProgramme {
  id: string;
  code: string;
  version: number;
  from: string;
  to: string | null;
  rules: ProgrammeRules;
}

export interface OpenPeriod {
  programmeId: string;
  year: number;
  openedOn: string;
}

/** The programmes adopted so far and the years opened in them. */
export class ProgrammeBook {
  private readonly programmes: AdoptedProgramme[];

  constructor(
    programmes: AdoptedProgramme[],
    private readonly periods: OpenPeriod[],
  ) {
    this.programmes = [...programmes].sort(
      (a, b) => b.from.localeCompare(a.from) || b.version - a.version || a.code.localeCompare(b.code),
    );
  }

  /** The programme in force on a day: of several, the one that began last. */
  on(date: string): AdoptedProgramme | undefined {
    return this.programmes.find(({ from, to }) => from <= date && (to === null || date <= to));
  }

  /** True when some programme has classes that teach one skill each. */
  get hasClassesPerSkill(): boolean {
    return this.programmes.some(({ rules }) => rules.classesPerSkill === true);
  }

  byId(id: string): AdoptedProgramme | undefined {
    return this.programmes.find(programme => programme.id === id);
  }

  /** The programme of a code in force on a day. */
  ofCode(code: string, date: string): AdoptedProgramme | undefined {
    return this.programmes.find(
      ({ code: own, from, to }) => own === code && from <= date && (to === null || date <= to),
    );
  }

  /** The open years in which somebody owes training who holds a post from a day on, each with its first day. */
  yearsOwed(since: string): { programme: AdoptedProgramme; year: number; openedOn: string }[] {
    return this.periods.flatMap(({ programmeId, year, openedOn: yearOpenedOn }) => {
      const openedOn = laterDate(yearOpenedOn, since);
      const programme = this.on(openedOn);
      return programme?.id === programmeId && openedOn.startsWith(`${year}-`) ? [{ programme, year, openedOn }] : [];
    });
  }

  period(programmeId: string, year: number): OpenPeriod | undefined {
    return this.periods.find(period => period.programmeId === programmeId && period.year === year);
  }
}
