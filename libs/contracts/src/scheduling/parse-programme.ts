import { InvalidInputError, rowError, type RowError } from '#kernel';
import { programmeShapeErrors } from './programme-errors.js';
import type { CohortRule, ProgrammeRules } from './programme-rules.js';

/** The most reasons one answer carries; a file with more is fixed in several rounds. */
const MOST_REASONS = 100;

/**
 * Reads a programme file. A wrong one throws `InvalidInputError('PROGRAMME.INVALID')` whose rows name every bad place as
 * a JSON pointer in `field`, with the reason in both languages.
 * @example const rules = parseProgramme(await readFile('data/programmes/decision-654-2012.json', 'utf8'));
 */
export function parseProgramme(text: string): ProgrammeRules {
  const file = parseJson(text);
  const shape = programmeShapeErrors(file);
  if (shape.length > 0) refuse(shape);
  const rules = file as ProgrammeRules;
  const sense = senseErrors(rules);
  if (sense.length > 0) refuse(sense);
  return rules;
}

function refuse(rows: RowError[]): never {
  throw new InvalidInputError('PROGRAMME.INVALID', { count: rows.length }, rows.slice(0, MOST_REASONS));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return refuse([rowError(1, '', 'PROGRAMME.NOT_JSON', { reason: (error as Error).message })]);
  }
}

/** What a schema cannot say: how the values of a file must agree with each other. */
function senseErrors(rules: ProgrammeRules): RowError[] {
  const errors: RowError[] = [];
  const wrong = (path: string, code: string, params: Record<string, string | number> = {}) =>
    errors.push(rowError(1, path, code, params));
  const { from, to } = rules.inForce;
  if (to !== null && from > to) wrong('/inForce/to', 'PROGRAMME.ENDS_BEFORE_START', { from, to });
  if (rules.predecessor === rules.code) wrong('/predecessor', 'PROGRAMME.OWN_PREDECESSOR', { code: rules.code });
  for (const list of ['skills', 'cohorts', 'classTypes'] as const) {
    for (const [index, code] of repeated(rules[list].map(item => item.code)))
      wrong(`/${list}/${index}/code`, 'PROGRAMME.REPEATED', { value: code });
  }
  for (const [index, key] of repeated(rules.staffing.map(norm => `${norm.unitLevel} ${norm.duty}`)))
    wrong(`/staffing/${index}`, 'PROGRAMME.REPEATED', { value: key });
  for (const [index, path] of repeated(rules.assumptions.map(assumption => assumption.path)))
    wrong(`/assumptions/${index}/path`, 'PROGRAMME.REPEATED', { value: path });
  for (const list of ['classTypes', 'staffing'] as const) {
    rules[list].forEach(({ minimum, maximum }, index) => {
      if (minimum > maximum)
        wrong(`/${list}/${index}/minimum`, 'PROGRAMME.MINIMUM_ABOVE_MAXIMUM', { minimum, maximum });
    });
  }
  const known = new Set(rules.classTypes.map(type => type.code));
  rules.cohorts.forEach(({ classType, who }, index) => {
    if (!known.has(classType)) wrong(`/cohorts/${index}/classType`, 'PROGRAMME.NO_CLASS_TYPE', { code: classType });
    if (!mentionsLevel(who)) wrong(`/cohorts/${index}/who`, 'PROGRAMME.COHORT_WITHOUT_LEVEL');
  });
  rules.assumptions.forEach(({ path }, index) => {
    if (!resolves(rules, path)) wrong(`/assumptions/${index}/path`, 'PROGRAMME.NO_SUCH_VALUE', { path });
  });
  return errors;
}

function repeated(values: string[]): [index: number, value: string][] {
  return [...values.entries()].filter(([index, value]) => values.indexOf(value) < index);
}

/** A cohort without a unit level would take in people of levels that nobody thought of, such as a new kind of unit. */
function mentionsLevel(rule: CohortRule): boolean {
  if ('unitLevel' in rule) return true;
  if ('all' in rule) return rule.all.some(mentionsLevel);
  if ('any' in rule) return rule.any.every(mentionsLevel);
  return false;
}

function resolves(file: unknown, pointer: string): boolean {
  let value = file;
  for (const step of pointer.slice(1).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}
