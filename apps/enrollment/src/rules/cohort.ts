import type { AssignmentState, Cohort, CohortRule, ProgrammeRules } from '#contracts';

/** What of an assignment a cohort rule looks at. */
export type HeldPost = Pick<AssignmentState, 'unitLevel' | 'post' | 'duties'>;

/** The cohort of a post: the first one of the programme that matches, or none. */
export function cohortOf({ cohorts }: Pick<ProgrammeRules, 'cohorts'>, held: HeldPost): Cohort | undefined {
  let known = found.get(cohorts);
  if (!known) {
    known = new Map<string, Cohort | undefined>();
    found.set(cohorts, known);
  }
  const post = `${held.unitLevel} ${held.post} ${held.duties.join()}`;
  if (!known.has(post))
    known.set(
      post,
      cohorts.find(cohort => holds(cohort.who, held)),
    );
  return known.get(post);
}

/**
 * By post: thousands in a batch hold a dozen posts, and to ask all rules for each left 2 KB of garbage a message. Rules never
 * change once they are read, and what was found goes with them.
 */
const found = new WeakMap<readonly Cohort[], Map<string, Cohort | undefined>>();

export function holds(rule: CohortRule, held: HeldPost): boolean {
  if ('all' in rule) return rule.all.every(inner => holds(inner, held));
  if ('any' in rule) return rule.any.some(inner => holds(inner, held));
  if ('not' in rule) return !holds(rule.not, held);
  if ('unitLevel' in rule) return rule.unitLevel.includes(held.unitLevel);
  if ('post' in rule) return rule.post.includes(held.post);
  return rule.duty.some(duty => held.duties.includes(duty));
}
