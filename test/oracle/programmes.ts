import type { Held } from './world.js';

export type Rule =
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }
  | { unitLevel: string[] }
  | { post: string[] }
  | { duty: string[] };

export interface Cohort {
  code: string;
  classType: string;
  who: Rule;
}

/** What the oracle needs of a programme file. */
export interface Programme {
  code: string;
  version: number;
  inForce: { from: string; to: string | null };
  skills: { code: string }[];
  /** Whether a class teaches one skill, to those whose turn it is; else it teaches everybody their own. */
  classesPerSkill?: boolean;
  cohorts: Cohort[];
  classTypes: { code: string; maximum: number; hostLevels: string[] }[];
  retraining: { causes: string[]; withinDays: number };
  deskRule: { maxAwayShare: number; atLeast: number };
}

/** All programmes of the journal: which is in force depends on the day asked about, never on the day of adoption. */
export class Programmes {
  constructor(readonly all: Programme[]) {}

  on(date: string): Programme | undefined {
    const inForce = this.all.filter(one => isInForce(one, date));
    return inForce.sort((a, b) => (a.inForce.from < b.inForce.from ? 1 : -1))[0];
  }

  named(code: string, date: string): Programme | undefined {
    return this.all.find(one => one.code === code && isInForce(one, date));
  }

  byKey(key: string): Programme | undefined {
    return this.all.find(one => programmeKey(one) === key);
  }
}

export function programmeKey({ code, version }: { code: string; version: number }): string {
  return `${code}/${version}`;
}

/** The first cohort whose rule the post fulfils. */
export function cohortOf(programme: Programme, held: Held): Cohort | undefined {
  return programme.cohorts.find(({ who }) => fulfils(held, who));
}

function fulfils(held: Held, rule: Rule): boolean {
  if ('all' in rule) return !rule.all.some(part => !fulfils(held, part));
  if ('any' in rule) return rule.any.some(part => fulfils(held, part));
  if ('not' in rule) return !fulfils(held, rule.not);
  if ('unitLevel' in rule) return rule.unitLevel.includes(held.level);
  if ('post' in rule) return rule.post.includes(held.post);
  if ('duty' in rule) return held.duties.some(duty => rule.duty.includes(duty));
  throw new Error(`The oracle does not know the cohort rule ${JSON.stringify(rule)}`);
}

/** Skills in turn: after the last one taught comes the next, after the end the first. */
export function skillAfter({ skills }: Pick<Programme, 'skills'>, last: string | null): string | null {
  const codes = skills.map(({ code }) => code);
  return codes[codes.indexOf(last ?? '') + 1] ?? codes[0] ?? null;
}

/** How many officers of a one-stop desk may be away on one day. */
export function deskLimit({ deskRule: { maxAwayShare, atLeast } }: Programme, officers: number): number {
  return Math.max(atLeast, Math.floor(maxAwayShare * officers));
}

function isInForce({ inForce: { from, to } }: Programme, date: string): boolean {
  return from <= date && (to === null || to >= date);
}
