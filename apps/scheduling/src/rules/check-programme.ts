import type { ClassType, DutyCode, ProgrammeRules, UnitLevel } from '#contracts';
import type { FindingCode } from './programme-findings.js';

/** How many units of each level there are on the first day of the rules. */
export type UnitCounts = Readonly<Partial<Record<UnitLevel, number>>>;

/** Who the cohorts name in the registry, by cohort code; missing while nobody has counted. */
export type PeopleCounts = Readonly<Record<string, number>>;

export interface Finding {
  code: FindingCode;
  /** JSON pointer into the file. */
  path: string;
  params: Record<string, string | number>;
}

/** Shows with numbers where a programme contradicts itself or cannot be carried out; it never refuses. */
export function checkProgramme(rules: ProgrammeRules, units: UnitCounts, people?: PeopleCounts): Finding[] {
  return [
    ...rules.classTypes.flatMap((type, index) => checkClassType(type, `/classTypes/${index}`, rules, people)),
    ...smallestDuty(rules, units),
    ...forgottenDuties(rules, units),
    ...deskDays(rules),
    allowanceCost(rules, units),
  ];
}

function checkClassType(
  { code, minimum, maximum, perYear }: ClassType,
  path: string,
  rules: ProgrammeRules,
  people: PeopleCounts | undefined,
): Finding[] {
  const [fewest, most] = [minimum * perYear, maximum * perYear];
  const findings: Finding[] = [
    { code: 'SEATS_A_YEAR', path: `${path}/perYear`, params: { type: code, classes: perYear, fewest, most } },
  ];
  const holes = impossibleSizes({ minimum, maximum });
  findings.push({ code: 'IMPOSSIBLE_SIZES', path, params: { type: code, minimum, maximum, sizes: holes.join(', ') } });
  if (!people) return findings;
  const cohorts = rules.cohorts.filter(({ classType }) => classType === code);
  const wanted = cohorts.reduce((sum, cohort) => sum + (people[cohort.code] ?? 0), 0);
  const times = rules.frequency.timesPerYear;
  const needed = { fewest: Math.ceil((wanted * times) / maximum), most: Math.floor((wanted * times) / minimum) };
  const params = { type: code, people: wanted, times, most, classes: perYear, needed: needed.fewest };
  if (wanted * times > most) {
    const months = wanted === 0 ? 0 : Math.round((120 * wanted) / most) / 10;
    findings.push({ code: 'SEATS_TOO_FEW', path: `${path}/perYear`, params: { ...params, months } });
  } else if (wanted > 0 && wanted * times < fewest)
    findings.push({ code: 'SEATS_TOO_MANY', path: `${path}/perYear`, params: { ...params, fewest } });
  if (wanted > 0 && !canBeSplit(wanted, { minimum, maximum })) {
    const { below, above } = nearestSizes(wanted, { minimum, maximum });
    findings.push({ code: 'SIZE_IMPOSSIBLE', path, params: { type: code, people: wanted, below, above } });
  }
  return findings;
}

type Sizes = Pick<ClassType, 'minimum' | 'maximum'>;

/** True when so many people fill some number of classes, none too small and none too large. */
export const canBeSplit = (people: number, { minimum, maximum }: Sizes): boolean =>
  Math.ceil(people / maximum) <= Math.floor(people / minimum);

/** The numbers of people that no number of classes can take, as ranges. */
export function impossibleSizes({ minimum, maximum }: Sizes): string[] {
  const holes = minimum > 1 ? [`1–${minimum - 1}`] : [];
  for (let classes = 1; classes * maximum + 1 <= (classes + 1) * minimum - 1; classes++)
    holes.push(`${classes * maximum + 1}–${(classes + 1) * minimum - 1}`);
  return holes;
}

function nearestSizes(people: number, sizes: Sizes): { below: number; above: number } {
  let [below, above] = [people, people];
  while (below > 0 && !canBeSplit(below, sizes)) below--;
  while (!canBeSplit(above, sizes)) above++;
  return { below, above };
}

/** Seats against the staff that the norms alone ask for, before one leader is seated. */
function smallestDuty({ staffing, classTypes, cohorts, frequency }: ProgrammeRules, units: UnitCounts): Finding[] {
  return staffing.flatMap(({ unitLevel, duty, minimum }): Finding[] => {
    const cohort = cohorts.find(({ who }) => JSON.stringify(who).includes(`"${unitLevel}"`));
    const type = classTypes.find(({ code }) => code === cohort?.classType);
    const count = units[unitLevel] ?? 0;
    const people = count * minimum * frequency.timesPerYear;
    const most = type ? type.maximum * type.perYear : 0;
    if (!type || people <= most) return [];
    const path = `/classTypes/${classTypes.indexOf(type)}/perYear`;
    return [
      {
        code: 'NORM_ABOVE_SEATS',
        path,
        params: { type: type.code, units: count, level: unitLevel, minimum, duty, people, most },
      },
    ];
  });
}

/** People whom the staffing norms put at a desk and whom no class is for, or only by an assumption. */
function forgottenDuties(rules: ProgrammeRules, units: UnitCounts): Finding[] {
  const { cohorts, staffing, assumptions } = rules;
  const assumed = new Set(assumptions.map(({ path }) => path));
  return staffing.flatMap(({ unitLevel, duty, minimum, maximum }, index): Finding[] => {
    const count = units[unitLevel] ?? 0;
    const params = { duty, level: unitLevel, units: count, fewest: count * minimum, most: count * maximum };
    const named = cohorts.findIndex(({ who }) => namesDuty(who, unitLevel, duty));
    if (named < 0) return [{ code: 'DUTY_IN_NO_CLASS', path: `/staffing/${index}`, params }];
    if (!assumed.has(`/cohorts/${named}`)) return [];
    const cohort = cohorts[named]?.code ?? '';
    return [{ code: 'DUTY_FORGOTTEN', path: `/cohorts/${named}`, params: { ...params, cohort } }];
  });
}

function namesDuty(rule: ProgrammeRules['cohorts'][number]['who'], level: UnitLevel, duty: DutyCode): boolean {
  if ('all' in rule) return rule.all.every(inner => namesDuty(inner, level, duty));
  if ('any' in rule) return rule.any.some(inner => namesDuty(inner, level, duty));
  if ('unitLevel' in rule) return rule.unitLevel.includes(level);
  if ('duty' in rule) return rule.duty.includes(duty);
  // A post or an exception may or may not hold for whoever has the duty, so it does not name the duty.
  return false;
}

/** A desk of the smallest size empties unless its officers go on several days. */
function deskDays({ deskRule, staffing }: ProgrammeRules): Finding[] {
  const { duty, maxAwayShare, atLeast } = deskRule;
  return staffing
    .filter(norm => norm.duty === duty && norm.minimum > 0)
    .map(({ unitLevel, minimum }) => {
      const away = Math.max(atLeast, Math.floor(maxAwayShare * minimum));
      const days = Math.ceil(minimum / away);
      return {
        code: 'DESK_DAYS',
        path: '/deskRule',
        params: { level: unitLevel, officers: minimum, away, days },
      } as const;
    })
    .filter(({ params }) => params.days > 1);
}

function allowanceCost({ allowance, staffing }: ProgrammeRules, units: UnitCounts): Finding {
  const norms = staffing.filter(({ duty }) => duty === allowance.duty);
  const sum = (bound: 'minimum' | 'maximum') =>
    norms.reduce((total, norm) => total + (units[norm.unitLevel] ?? 0) * norm[bound], 0);
  const [fewest, most] = [sum('minimum'), sum('maximum')];
  const year = (people: number) => people * allowance.amountVnd * 12;
  const params = { amount: allowance.amountVnd, fewest, most, yearFewest: year(fewest), yearMost: year(most) };
  return { code: 'ALLOWANCE_A_YEAR', path: '/allowance', params };
}
