import { expect, it } from '@jest/globals';
import { ruleChanges } from './rule-changes.js';

it('names each changed value by its place, lists by their codes', () => {
  const before = {
    version: 1,
    retraining: { withinDays: 90 },
    classTypes: [{ code: 'commune', minimum: 30 }],
    causes: ['merger'],
  };
  const after = {
    version: 2,
    retraining: { withinDays: 60 },
    classTypes: [
      { code: 'provincial', minimum: 50 },
      { code: 'commune', minimum: 25 },
    ],
    causes: ['merger', 'election'],
  };
  expect(ruleChanges(before, after)).toEqual([
    { path: '/retraining/withinDays', before: 90, after: 60 },
    { path: '/classTypes/commune/minimum', before: 30, after: 25 },
    { path: '/classTypes/provincial', before: null, after: { code: 'provincial', minimum: 50 } },
    { path: '/causes', before: ['merger'], after: ['merger', 'election'] },
  ]);
  expect(ruleChanges(before, { ...before, version: 9, assumptions: [1] })).toEqual([]);
});
