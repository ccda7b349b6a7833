import { expect, it } from '@jest/globals';
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ProposalContent, type ProgrammeRules } from '#contracts';
import { canonicalJson, sha256, uuidFrom } from '#kernel';
import { adoptionContent, type Adoption } from './adoption-content.js';
import { checkProgramme } from './check-programme.js';
import { ruleChanges } from './rule-changes.js';

const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../../data/programmes/${name}.json`, import.meta.url), 'utf8'),
  ) as ProgrammeRules;
const [before, rules] = [read('decision-654-2012'), read('two-tier-2025')];
const people = Object.fromEntries(rules.cohorts.map(({ code }) => [code, 57]));
const adoption: Adoption = {
  id: uuidFrom('programme', rules.code, rules.version),
  rules,
  effect: {
    cohorts: rules.cohorts.map(({ code }) => ({ code, people: 57 })),
    entering: 3,
    leaving: 2,
    changingClassType: 1,
    dutiesWaived: 4,
    retraining: 5,
  },
  comparedWithId: uuidFrom('programme', before.code, before.version),
  findings: checkProgramme(rules, { commune: 75, department: 20 }, people),
  changes: ruleChanges(before, rules),
  classes: [{ classType: 'commune', classes: 7, outsideSize: 2 }],
};
const content = adoptionContent(adoption);

it('says of the shipped heir whom it names, what it costs, where it contradicts itself and what changes', () => {
  expect(content.sourceHash).toBe(sha256(canonicalJson(rules)));
  expect(content.effect).toEqual(expect.arrayContaining([{ code: 'programmeCode', value: 'two-tier' }]));
  const seats = rules.classTypes.reduce((sum, { maximum, perYear }) => sum + maximum * perYear, 0);
  expect(content.price).toEqual(expect.arrayContaining([{ code: 'mostSeatsAYear', value: seats }]));
  expect(content.checks).toContainEqual({ rule: 'standing-classes-fit', passed: false });
  const broken = adoption.findings.filter(({ code }) => code === 'SIZE_IMPOSSIBLE');
  expect(content.checks.filter(({ rule, passed }) => rule === 'size-possible' && !passed)).toHaveLength(broken.length);
  expect(content.items.filter(({ type }) => type === 'rule-change')).toHaveLength(adoption.changes.length);
  expect(new Set(content.items.map(({ id }) => id)).size).toBe(content.items.length);
});

it('writes nothing that a proposal may not hold, and hides no change behind a sentence', () => {
  expect(validateSync(plainToInstance(ProposalContent, content), { forbidUnknownValues: true })).toEqual([]);
  const title = { ...rules, title: { vi: 'Lò Văn An', en: 'Lo Van An' } };
  const renamed = adoptionContent({ ...adoption, rules: title, changes: ruleChanges(rules, title) });
  expect(JSON.stringify(renamed)).not.toMatch(/Lò|Lo Van/);
  expect(renamed.items.filter(({ type }) => type === 'rule-change').map(({ facts }) => facts)).toEqual([
    [{ code: 'path', value: '/title/vi' }],
    [{ code: 'path', value: '/title/en' }],
  ]);
  expect(renamed.sourceHash).not.toBe(content.sourceHash);
});
