/** Dates are 'YYYY-MM-DD'; a longitude or latitude of null means "not known". */
export interface Place {
  longitude: number | null;
  latitude: number | null;
}

export interface PeopleGroup {
  id: string;
  unitId: string;
  people: number;
  /** How many of the people serve at the unit's one-stop desk. */
  deskOfficers: number;
  earliest: string;
  deadline: string;
}

export interface PlanningUnit extends Place {
  id: string;
  /** One-stop officers serving in the unit in total, whether they owe training or not. */
  deskStaff: number;
}

export interface Host extends Place {
  unitId: string;
  room?: number;
}

export interface ClassSize {
  minimum: number;
  maximum: number;
}

export interface ClassType extends ClassSize {
  code: string;
}

export interface ClassCalendar {
  from: string;
  to: string;
  closedDates: string[];
  daysPerClass: number;
  gapDaysBetweenWaves: number;
}

/** At most max(atLeast, floor(share × deskStaff)) one-stop officers of a unit are away on one date. */
export interface DeskRule {
  share: number;
  atLeast: number;
}

export interface PlanningProblem {
  classType: ClassType;
  groups: PeopleGroup[];
  units: PlanningUnit[];
  hosts: Host[];
  calendar: ClassCalendar;
  quota: number | null;
  deskRule: DeskRule;
  roadFactor: number;
  /** How many hosts near a unit the solver looks at: a pruning of the search, not a rule of the plan. */
  nearestHosts: number;
  /** One way; a rule of the plan. */
  reachKm: number | null;
  timeLimitSeconds: number;
}
