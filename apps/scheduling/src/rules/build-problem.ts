import type { ClassType, DemandGroup, ProgrammeRules } from '#contracts';
import { holidaysBetween } from './holidays.js';
import { isProvinceWide } from './reach.js';
import { existsOn, placeOf, type KnownUnit, type Units } from './units.js';

/** What one unit's people wait for, as enrollment last said. */
export interface UnitDemand {
  unitId: string;
  deskStaff: number;
  groups: DemandGroup[];
}

export interface Window {
  from: string;
  to: string;
}

export type LeftOutReason = 'unit-unknown' | 'unit-ended' | 'deadline-too-near';

/** People whom no planner can help, with the reason. */
export interface LeftOut {
  unitId: string;
  people: number;
  deadline: string;
  reason: LeftOutReason;
}

export interface Draft {
  rules: ProgrammeRules;
  classType: ClassType;
  /** Groups of this class type only. */
  demand: UnitDemand[];
  units: Units;
  window: Window;
  quota: number | null;
  timeLimitSeconds: number;
}

export type Problem = ReturnType<typeof buildProblem>['problem'];

// Looking at more hosts for each unit changed no optimum on Sơn La's real communes, but doubled the time.
const NEAREST_HOSTS = 15;

/** The planner's question for one class type. Equal demand, units and rules give an equal question. */
export function buildProblem({ rules, classType, demand, units, window, quota, timeLimitSeconds }: Draft) {
  const { settings, deskRule } = rules;
  const leftOut: LeftOut[] = [];
  const groups = new Map<string, Group>();
  const waiting = new Map<string, { unit: KnownUnit; deskStaff: number }>();
  for (const { unitId, deskStaff, groups: of } of demand) {
    const unit = units.get(unitId);
    for (const group of of) {
      const reason = whyLeftOut(unit, group, window);
      if (reason) leftOut.push({ unitId, people: group.waiting, deadline: group.deadline, reason });
      else if (unit) {
        waiting.set(unitId, { unit, deskStaff });
        addTo(groups, unitId, group);
      }
    }
  }
  const { code, minimum, maximum } = classType;
  const problem = {
    classType: { code, minimum, maximum },
    groups: [...groups.values()].sort(by(group => group.id)),
    units: [...waiting.values()]
      .map(({ unit, deskStaff }) => ({ id: unit.id, deskStaff, ...placeOf(unit, units) }))
      .sort(by(unit => unit.id)),
    hosts: hostsFor(classType, units, window).map(host => ({ unitId: host.id, ...placeOf(host, units) })),
    calendar: {
      ...window,
      closedDates: holidaysBetween(window.from, window.to),
      daysPerClass: settings.daysPerClass,
      gapDaysBetweenWaves: settings.gapDaysBetweenWaves,
    },
    quota,
    deskRule: { share: deskRule.maxAwayShare, atLeast: deskRule.atLeast },
    roadFactor: settings.roadFactor,
    nearestHosts: NEAREST_HOSTS,
    reachKm: isProvinceWide(classType) ? null : settings.reachKm,
    timeLimitSeconds,
  };
  return { problem, leftOut };
}

interface Group {
  id: string;
  unitId: string;
  people: number;
  deskOfficers: number;
  earliest: string;
  deadline: string;
}

function whyLeftOut(
  unit: KnownUnit | undefined,
  { deadline }: DemandGroup,
  { from }: Window,
): LeftOutReason | undefined {
  if (!unit) return 'unit-unknown';
  // Enrollment moves the people of a unit that ended to its successor; until it says so they must not be planned twice.
  if (unit.validTo !== null && unit.validTo <= from) return 'unit-ended';
  if (deadline < from) return 'deadline-too-near';
  return undefined;
}

function addTo(groups: Map<string, Group>, unitId: string, { earliest, deadline, waiting, deskOfficers }: DemandGroup) {
  const id = `${unitId}/${earliest}/${deadline}`;
  const group = groups.get(id) ?? { id, unitId, people: 0, deskOfficers: 0, earliest, deadline };
  groups.set(id, { ...group, people: group.people + waiting, deskOfficers: group.deskOfficers + deskOfficers });
}

/** Units that may host and are there on every day of the window: a class must not outlive its host. */
function hostsFor({ hostLevels }: ClassType, units: Units, { from, to }: Window): KnownUnit[] {
  return [...units.values()]
    .filter(unit => hostLevels.includes(unit.level) && existsOn(unit, from) && existsOn(unit, to))
    .sort(by(unit => unit.id));
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
