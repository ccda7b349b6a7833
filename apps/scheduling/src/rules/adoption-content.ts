import type { ProgrammePreviewed, ProgrammeRules, ProposalContent, ProposalFact, ProposalItem } from '#contracts';
import { canonicalJson, sha256, uuidFrom } from '#kernel';
import type { Finding } from './check-programme.js';
import type { FindingCode } from './programme-findings.js';
import type { RuleChange } from './rule-changes.js';

export interface Adoption {
  id: string;
  rules: ProgrammeRules;
  effect: Omit<ProgrammePreviewed, 'previewId'>;
  comparedWithId: string | null;
  findings: Finding[];
  changes: RuleChange[];
  classes: { classType: string; classes: number; outsideSize: number }[];
}

/** The rule that each contradiction breaks, under the name that the deciders read. */
const RULES = {
  SIZE_IMPOSSIBLE: 'size-possible',
  SEATS_TOO_FEW: 'seats-suffice',
  NORM_ABOVE_SEATS: 'norm-within-seats',
  DUTY_IN_NO_CLASS: 'duty-in-class',
  DUTY_FORGOTTEN: 'no-duty-forgotten',
} as const satisfies Partial<Record<FindingCode, string>>;

const MOST_ITEMS = 2_000;
const WRITABLE = /^[\w.:+/-]{1,100}$/;

/** What the approval chain sees of a programme version: whom it names, what it costs, where it contradicts itself, what changes. */
export function adoptionContent(adoption: Adoption): ProposalContent {
  const { rules, effect, comparedWithId, changes } = adoption;
  const { cohorts: _cohorts, ...counts } = effect;
  const { from, to } = rules.inForce;
  const about = { programmeCode: rules.code, programmeVersion: rules.version, from, to, comparedWith: comparedWithId };
  return {
    sourceHash: sha256(canonicalJson(rules)),
    effect: facts({ ...about, ...counts, changes: changes.length }),
    price: priceOf(adoption),
    checks: checksOf(adoption),
    items: itemsOf(adoption).slice(0, MOST_ITEMS),
  };
}

function priceOf({ rules: { classTypes }, effect, findings }: Adoption): ProposalFact[] {
  const sum = (of: (type: ProgrammeRules['classTypes'][number]) => number) =>
    classTypes.reduce((total, type) => total + of(type), 0);
  const allowance = findings.find(({ code }) => code === 'ALLOWANCE_A_YEAR')?.params;
  return facts({
    people: effect.cohorts.reduce((total, { people }) => total + people, 0),
    classesAYear: sum(({ perYear }) => perYear),
    fewestSeatsAYear: sum(({ minimum, perYear }) => minimum * perYear),
    mostSeatsAYear: sum(({ maximum, perYear }) => maximum * perYear),
    fewestAllowanceAYear: allowance?.['yearFewest'],
    mostAllowanceAYear: allowance?.['yearMost'],
  });
}

function checksOf({ findings, classes }: Adoption): ProposalContent['checks'] {
  const checks = Object.entries(RULES).flatMap(([code, rule]): ProposalContent['checks'] => {
    const broken = findings.filter(finding => finding.code === code);
    if (broken.length === 0) return [{ rule, passed: true }];
    return broken.map(({ params }) => ({ rule, passed: false, reason: String(params['type'] ?? params['duty']) }));
  });
  return [...checks, { rule: 'standing-classes-fit', passed: classes.every(({ outsideSize }) => outsideSize === 0) }];
}

function itemsOf({ id, rules, effect, changes, classes }: Adoption): ProposalItem[] {
  const item = (type: string, name: string, values: Record<string, unknown>): ProposalItem => ({
    type,
    id: uuidFrom(id, type, name),
    facts: facts(values),
  });
  const people = new Map(effect.cohorts.map(cohort => [cohort.code, cohort.people]));
  const standing = new Map(classes.map(one => [one.classType, one]));
  return [
    ...rules.cohorts.map(({ code, classType }) =>
      item('cohort', code, { cohort: code, classType, people: people.get(code) ?? 0 }),
    ),
    ...rules.classTypes.map(({ code, minimum, maximum, perYear }) =>
      item('class-type', code, {
        classType: code,
        minimum,
        maximum,
        perYear,
        standing: standing.get(code)?.classes ?? 0,
        outsideSize: standing.get(code)?.outsideSize ?? 0,
      }),
    ),
    ...changes.map(({ path, before, after }) => item('rule-change', path, { path, before, after })),
  ];
}

/** Sentences and lists stand in the file, which the hash draws in; here is what one figure or code can say. */
function facts(values: Record<string, unknown>): ProposalFact[] {
  return Object.entries(values).flatMap(([code, value]): ProposalFact[] => {
    if (typeof value === 'number') return [{ code, value }];
    if (typeof value === 'boolean') return [{ code, value: String(value) }];
    return typeof value === 'string' && WRITABLE.test(value) ? [{ code, value }] : [];
  });
}
