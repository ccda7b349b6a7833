import { UNIT_LEVELS, type ClassTypeCode, type CohortRule, type ProgrammeRules, type UnitLevel } from '#contracts';

/** Levels of unit whose people a class type can be for; nobody of another level ever waits for it. */
export function levelsOf(classType: ClassTypeCode, { cohorts }: ProgrammeRules): Set<UnitLevel> {
  return new Set(cohorts.filter(cohort => cohort.classType === classType).flatMap(({ who }) => levelsIn(who)));
}

function levelsIn(rule: CohortRule): readonly UnitLevel[] {
  if ('unitLevel' in rule) return rule.unitLevel;
  if ('any' in rule) return rule.any.flatMap(levelsIn);
  if ('all' in rule) {
    const bounded = rule.all.map(levelsIn).filter(levels => levels.length < UNIT_LEVELS.length);
    return bounded[0] ?? UNIT_LEVELS;
  }
  return UNIT_LEVELS;
}
