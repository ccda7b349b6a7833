// The world as it must be, in the oracle's own words.

export interface Held {
  unitId: string;
  level: string;
  post: string;
  duties: string[];
}

export interface Assignment {
  personId: string;
  /** How many times the person's post was changed, this one included. */
  revision: number;
  cause: string;
  date: string;
  /** Null when the person left. */
  after: Held | null;
  /** False when the past was put right and the present stayed as it was. */
  isNew: boolean;
  /** Since when the person serves where `after` says. */
  since: string;
  /** Set when the change came late: what it says was so from its date, while `after` is what goes on regardless. */
  late: { told: Held | null } | null;
}

export interface Person {
  personId: string;
  revision: number;
  held: Held | null;
  since: string;
}

export interface Duty {
  personId: string;
  programme: string;
  kind: 'yearly' | 'retraining';
  period: number | null;
  status: 'open' | 'fulfilled' | 'waived';
  cohort: string;
  classType: string;
  unitId: string;
  openedOn: string;
  deadline: string;
  moves: number;
}

export interface ClassDays {
  startsOn: string;
  endsOn: string;
  /** Key of the programme whose skills are taught. */
  programme?: string;
  /** The one skill that the class teaches; none where it teaches everybody what is their turn. */
  skill?: string | null;
}

export interface Certificate {
  personId: string;
  classId: string;
  startsOn: string;
  issuedOn: string;
  /** What the person was taught. */
  skill: string | null;
  /** Class whose certificate took its place. */
  supersededBy: string | null;
  /** The day from which it is void. */
  revokedOn: string | null;
}

export interface Mark {
  classId: string;
  personId: string;
  mark: 'attended' | 'absent';
}

/** Ids under which the services keep what the files name by codes; unknown codes give an id that nothing has. */
export interface Ids {
  person(staffCode: string): string;
  unit(code: string, validFrom: string): string;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function daysOf({ startsOn, endsOn }: ClassDays): string[] {
  const days: string[] = [];
  for (let day = startsOn; day <= endsOn; day = addDays(day, 1)) days.push(day);
  return days;
}

export function later(a: string, b: string): string {
  return a < b ? b : a;
}

/** Several rows under one key. */
export function groupBy<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
