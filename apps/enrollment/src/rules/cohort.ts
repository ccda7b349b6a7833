import type { AssignmentState, Cohort, CohortRule, ProgrammeRules } from '#contracts';

/** What of an assignment a cohort rule looks at. */
export type HeldPost = Pick<AssignmentState, 'unitLevel' | 'post' | 'duties'>;

/** The cohort of a post: the first one of the programme that matches, or none. */
export function cohortOf({ cohorts }: Pick<ProgrammeRules, 'cohorts'>, held: HeldPost): Cohort | undefined {
  return cohorts.find(cohort => holds(cohort.who, held));
}

export function holds(rule: CohortRule, held: HeldPost): boolean {
  if ('all' in rule) return rule.all.every(inner => holds(inner, held));
  if ('any' in rule) return rule.any.some(inner => holds(inner, held));
  if ('not' in rule) return !holds(rule.not, held);
  if ('unitLevel' in rule) return rule.unitLevel.includes(held.unitLevel);
  if ('post' in rule) return rule.post.includes(held.post);
  return rule.duty.some(duty => held.duties.includes(duty));
}
