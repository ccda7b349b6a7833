/** Dates are 'YYYY-MM-DD'; a longitude or latitude of null means "not known". */
export interface Place {
  longitude: number | null;
  latitude: number | null;
}

/** People of one unit who are alike for the planner: same cohort, skill and dates. */
export interface PeopleGroup {
  /** @format text */
  id: string;
  unitId: string;
  people: number;
  /** How many of the people serve at the unit's one-stop desk. */
  deskOfficers: number;
  earliest: string;
  deadline: string;
  cohort?: string;
  /** What the class must teach; people of different skills never share a class. */
  skill?: string;
}

export interface PlanningUnit extends Place {
  id: string;
  /** One-stop officers serving in the unit in total, whether they owe training or not. */
  deskStaff: number;
  /** For `mixing: 'area'`: units of different areas never share a class. */
  area?: string;
}

export interface Host extends Place {
  unitId: string;
  room?: number;
  area?: string;
  /** Days on which this host holds no class: harvest, rainy season, the room is taken. */
  closedDates?: string[];
}

export interface Trainer {
  /** @format text */
  id: string;
  /** Absent: teaches everything. */
  skills?: string[];
  closedDates: string[];
  /** Most teaching days within this plan. */
  mostDays?: number;
}

export interface ClassSize {
  minimum: number;
  maximum: number;
}

export interface ClassType extends ClassSize {
  code: string;
  /** Seats that every class keeps free for people who are not known yet. */
  reservedSeats?: number;
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

/** One way by road, in both directions unless the other one is given too. */
export interface RoadDistance {
  fromUnitId: string;
  toUnitId: string;
  km: number;
}

/** A class that is approved or held: nothing of it changes, and it takes its host, trainer and desks on its days. */
export interface FrozenClass {
  hostUnitId: string;
  startsOn: string;
  endsOn: string;
  trainerId?: string;
  desks: { unitId: string; deskOfficers: number }[];
}

/** A class that somebody wants at this place on these days; the planner decides who goes there. */
export interface PinnedClass {
  hostUnitId: string;
  startsOn: string;
  endsOn: string;
}

/** Who stays overnight: everybody who travels farther than this one way; a night weighs as much as so many kilometres. */
export interface Overnight {
  beyondKm: number;
  kmPerNight: number;
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
  /** Absent: trainers are no limit. */
  trainers?: Trainer[];
  /** Absent pairs are straight lines × `roadFactor`. */
  distances?: RoadDistance[];
  frozen?: FrozenClass[];
  pinned?: PinnedClass[];
  overnight?: Overnight;
  /** 'area': a class takes people of one area, at a host of that area. */
  mixing?: 'any' | 'area';
  /** Everybody of a unit goes to one class. */
  unitsTogether?: boolean;
  /** Exactly so many classes instead of as few as possible. */
  classCount?: number;
  /** How much more travel, as a share, is allowed to shorten the longest way. */
  fairnessSlack?: number;
}
