// The programmes as they are shipped, for specs.
import { readFileSync } from 'node:fs';
import type { ProgrammeRules } from '#contracts';

const rulesOf = (file: string): ProgrammeRules =>
  JSON.parse(
    readFileSync(new URL(`../../../../data/programmes/${file}.json`, import.meta.url), 'utf8'),
  ) as ProgrammeRules;

export const TWO_TIER = rulesOf('two-tier-2025');
export const DECISION_654 = rulesOf('decision-654-2012');
