import type { ProgrammeRules } from '#contracts';
import { addDays } from '#kernel';
import { checkProgramme, type Finding, type PeopleCounts } from '../rules/check-programme.js';
import { ruleChanges, type RuleChange } from '../rules/rule-changes.js';
import { countUnits, type ProgrammeDraft } from './programme-draft.js';
import { readProgramme, type Programme } from './read-programme.js';
import type { Reader } from './reader.js';

const IN_FORCE = 'SELECT id FROM programme WHERE valid @> $1::date';

// Classes that stand already: the new size or yearly number does not touch them, but they should be known.
const CLASSES = `
  SELECT class_type AS "classType", count(*)::int AS classes,
    count(*) FILTER (WHERE people < t.minimum OR people > t.maximum)::int AS "outsideSize", t."perYear"
  FROM training_class JOIN jsonb_to_recordset($2) AS t (code text, minimum int, maximum int, "perYear" int) ON t.code = class_type
  WHERE status <> 'cancelled' AND starts_on >= $1::date AND starts_on < ($1::date + interval '1 year')
  GROUP BY class_type, t."perYear" ORDER BY class_type`;

export interface StandingClasses {
  classType: string;
  classes: number;
  outsideSize: number;
  perYear: number;
}

/** What a draft is to be judged against: the version in force before it, its own contradictions, and the classes that stand. */
export interface DraftContext {
  present: Programme | undefined;
  findings: Finding[];
  changes: RuleChange[];
  classes: StandingClasses[];
}

export async function readDraftContext(
  db: Reader,
  { rules, effect }: Pick<ProgrammeDraft, 'rules' | 'effect'>,
): Promise<DraftContext> {
  const { from } = rules.inForce;
  const people = effect && Object.fromEntries(effect.cohorts.map(cohort => [cohort.code, cohort.people]));
  const present = await readPresent(db, from);
  return {
    present,
    findings: await findFindings(db, rules, people ?? undefined),
    changes: present ? ruleChanges(present.rules, rules) : [],
    classes: await db.query<StandingClasses>(CLASSES, [from, JSON.stringify(rules.classTypes)]),
  };
}

/** The version that rules would replace from a day on: the one in force then, or on the day before. */
export async function readPresent(db: Reader, from: string): Promise<Programme | undefined> {
  return (await inForceOn(db, from)) ?? inForceOn(db, addDays(from, -1));
}

async function inForceOn(db: Reader, date: string): Promise<Programme | undefined> {
  const [found] = await db.query<{ id: string }>(IN_FORCE, [date]);
  return found && readProgramme(db, found.id);
}

export async function findFindings(db: Reader, rules: ProgrammeRules, people?: PeopleCounts): Promise<Finding[]> {
  return checkProgramme(rules, await countUnits(db, rules.inForce.from), people);
}
