import type { ClassType, ProgrammeRules } from '#contracts';
import { levelsOf } from './cohort-levels.js';
import { roadKm } from './distance.js';
import { existsOn, placeOf, type Units } from './units.js';

interface Held {
  hostUnitId: string;
  startsOn: string;
  seatUnitIds: string[];
}

/** The whole province travels to a class that only the province may host, so no distance limits it. */
export function isProvinceWide({ hostLevels }: Pick<ClassType, 'hostLevels'>): boolean {
  return hostLevels.every(level => level === 'province');
}

/** Units whose people may take free seats of a class: those near enough on its day, and all of its seat plan. */
export function reachOf(
  { hostUnitId, startsOn, seatUnitIds }: Held,
  type: ClassType,
  rules: ProgrammeRules,
  units: Units,
) {
  const host = units.get(hostUnitId);
  const levels = levelsOf(type.code, rules);
  const { reachKm, roadFactor } = rules.settings;
  const reached = [...units.values()].filter(unit => {
    if (!levels.has(unit.level) || !existsOn(unit, startsOn)) return false;
    if (isProvinceWide(type)) return true;
    return host !== undefined && roadKm(placeOf(unit, units), placeOf(host, units), roadFactor) <= reachKm;
  });
  return [...new Set([...reached.map(unit => unit.id), ...seatUnitIds])].sort();
}
