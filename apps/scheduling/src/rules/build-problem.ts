import type { ClassType, DemandGroup, ProgrammeRules } from '#contracts';
import { holidaysBetween } from './holidays.js';
import type { FrozenClass, PlanningProblem, RoadDistance } from '#planner';
import { daysOf, reportDays, type PlanningSettings } from './planning-settings.js';
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
  surroundings?: Surroundings;
}

/** What the province has set, and what is taken already. */
export interface Surroundings {
  settings: PlanningSettings;
  distances: RoadDistance[];
  frozen: FrozenClass[];
}

export type Problem = PlanningProblem;

// Looking at more hosts for each unit changed no optimum on Sơn La's real communes, but doubled the time.
const NEAREST_HOSTS = 15;

/** The planner's question for one class type. Equal demand, units and rules give an equal question. */
export function buildProblem(draft: Draft) {
  const { rules, classType, demand, units, window, quota, timeLimitSeconds } = draft;
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
  const problem: PlanningProblem = {
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
  return { problem: within(problem, draft), leftOut };
}

/** The problem with everything that is set or taken; as it was when there is nothing of the kind. */
function within(problem: PlanningProblem, { units, window, surroundings }: Draft): PlanningProblem {
  if (!surroundings) return problem;
  const { settings, distances, frozen } = surroundings;
  const closedOf = (spans: { from: string; to: string }[]): string[] => daysOf(spans, window.from, window.to);
  const areaOf = (unitId: string): { area: string } | object => {
    const parent = units.get(unitId)?.parentId;
    return parent ? { area: parent } : {};
  };
  const isNear = new Set([...problem.units.map(u => u.id), ...problem.hosts.map(h => h.unitId)]);
  const roads = distances.filter(road => isNear.has(road.fromUnitId) && isNear.has(road.toUnitId));
  const reports = settings.avoidReportWeeks ? reportDays(window.from, window.to) : [];
  return {
    ...problem,
    units: problem.units.map(unit => ({ ...unit, ...areaOf(unit.id) })),
    hosts: problem.hosts.map(host => {
      const { room, closed = [] } = settings.hosts.find(one => one.unitId === host.unitId) ?? {};
      const closedDates = closedOf(closed);
      return {
        ...host,
        ...areaOf(host.unitId),
        ...(room === undefined ? {} : { room }),
        ...(closedDates.length === 0 ? {} : { closedDates }),
      };
    }),
    calendar: {
      ...problem.calendar,
      closedDates: [...new Set([...problem.calendar.closedDates, ...reports])].sort(),
    },
    ...(roads.length === 0 ? {} : { distances: roads }),
    ...(frozen.length === 0 ? {} : { frozen }),
    ...(settings.trainers === null
      ? {}
      : {
          trainers: settings.trainers.map(({ closed, account: _account, ...one }) => ({
            ...one,
            closedDates: closedOf(closed),
          })),
        }),
  };
}

interface Group {
  id: string;
  unitId: string;
  people: number;
  deskOfficers: number;
  earliest: string;
  deadline: string;
  skill?: string;
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

function addTo(
  groups: Map<string, Group>,
  unitId: string,
  { earliest, deadline, waiting, deskOfficers, skill }: DemandGroup,
) {
  const id = [unitId, earliest, deadline, ...(skill ? [skill] : [])].join('/');
  const about = { id, unitId, earliest, deadline, ...(skill ? { skill } : {}) };
  const group = groups.get(id) ?? { ...about, people: 0, deskOfficers: 0 };
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
