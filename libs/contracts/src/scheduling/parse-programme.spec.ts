import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '#kernel';
import { parseProgramme } from './parse-programme.js';
import { programmeSchema } from './programme-schema.js';

const shipped = (name: string) => readFileSync(new URL(`../../../../data/programmes/${name}`, import.meta.url), 'utf8');
const decision = shipped('decision-654-2012.json');
const heir = shipped('two-tier-2025.json');

function refusal(text: string): InvalidInputError {
  try {
    parseProgramme(text);
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error('The file was accepted');
}

/** The decision with the value at a pointer replaced; `undefined` removes it. */
function changed(pointer: string, value: unknown): string {
  const file = JSON.parse(decision) as Record<string, unknown>;
  const steps = pointer.slice(1).split('/');
  const last = steps.pop()!;
  const holder = steps.reduce((inner, step) => inner[step] as Record<string, unknown>, file);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return JSON.stringify(file);
}

describe('parseProgramme', () => {
  it('accepts the programmes the project ships', () => {
    expect(parseProgramme(decision)).toMatchObject({ code: 'decision-654', inForce: { to: '2025-06-30' } });
    expect(parseProgramme(heir)).toMatchObject({
      code: 'two-tier',
      predecessor: 'decision-654',
      inForce: { to: null },
    });
  });

  it('follows the schema file that the project ships', () => {
    expect(JSON.parse(shipped('programme.schema.json'))).toEqual(programmeSchema);
  });

  it('has no district left in the two-tier programme', () => {
    expect(JSON.stringify({ ...parseProgramme(heir), assumptions: [] })).not.toContain('"district"');
  });

  it.each([
    ['a missing field', '/retraining/withinDays', undefined, '/retraining/withinDays', 'PROGRAMME.MISSING'],
    ['an unknown field', '/retraining/within', 90, '/retraining/within', 'PROGRAMME.UNKNOWN_FIELD'],
    ['a word for a number', '/settings/reachKm', 'sixty', '/settings/reachKm', 'PROGRAMME.WRONG_TYPE'],
    ['an unknown post', '/cohorts/0/who/all/1/post/0', 'king', '/cohorts/0/who/all/1/post/0', 'PROGRAMME.NOT_ALLOWED'],
    ['another schema version', '/schemaVersion', 2, '/schemaVersion', 'PROGRAMME.NOT_ALLOWED'],
    ['a rule of two forms', '/cohorts/0/who/any', [{ duty: ['one-stop'] }], '/cohorts/0/who', 'PROGRAMME.WRONG_COUNT'],
    ['a rule of no form', '/cohorts/0/who', {}, '/cohorts/0/who', 'PROGRAMME.WRONG_COUNT'],
    ['four skills', '/skills', JSON.parse(decision).skills.slice(1), '/skills', 'PROGRAMME.WRONG_COUNT'],
    ['a day that does not exist', '/inForce/to', '2025-02-30', '/inForce/to', 'PROGRAMME.NOT_A_DATE'],
    ['an end before the start', '/inForce/to', '2012-04-08', '/inForce/to', 'PROGRAMME.ENDS_BEFORE_START'],
    ['a share of more than all', '/deskRule/maxAwayShare', 1.5, '/deskRule/maxAwayShare', 'PROGRAMME.OUT_OF_RANGE'],
    ['a code with a space', '/code', 'decision 654', '/code', 'PROGRAMME.WRONG_FORM'],
    ['itself as predecessor', '/predecessor', 'decision-654', '/predecessor', 'PROGRAMME.OWN_PREDECESSOR'],
    ['a minimum above', '/classTypes/0/minimum', 71, '/classTypes/0/minimum', 'PROGRAMME.MINIMUM_ABOVE_MAXIMUM'],
    ['a cohort twice', '/cohorts/1/code', 'department-leaders', '/cohorts/1/code', 'PROGRAMME.REPEATED'],
    [
      'a level twice',
      '/classTypes/1/hostLevels',
      ['district', 'district'],
      '/classTypes/1/hostLevels/1',
      'PROGRAMME.REPEATED',
    ],
    ['a norm twice', '/staffing/1/unitLevel', 'department', '/staffing/1', 'PROGRAMME.REPEATED'],
    [
      'no such class type',
      '/classTypes',
      JSON.parse(decision).classTypes.slice(0, 1),
      '/cohorts/6/classType',
      'PROGRAMME.NO_CLASS_TYPE',
    ],
    [
      'a cohort of every level',
      '/cohorts/0/who',
      { post: ['director'] },
      '/cohorts/0/who',
      'PROGRAMME.COHORT_WITHOUT_LEVEL',
    ],
    ['a pointer to nothing', '/assumptions/0/path', '/inForce/until', '/assumptions/0/path', 'PROGRAMME.NO_SUCH_VALUE'],
  ])('refuses %s with path and reason', (_what, pointer, value, field, code) => {
    const error = refusal(changed(pointer, value));
    expect(error.code).toBe('PROGRAMME.INVALID');
    expect(error.rows).toContainEqual({
      row: 1,
      field,
      code,
      message: { vi: expect.not.stringContaining('{'), en: expect.not.stringContaining('{') },
    });
  });

  it('refuses what is not JSON', () => {
    expect(refusal('{ "code": ').rows).toMatchObject([{ field: '', code: 'PROGRAMME.NOT_JSON' }]);
    expect(refusal('[]').rows).toMatchObject([{ field: '', code: 'PROGRAMME.WRONG_TYPE' }]);
  });

  it('names every wrong place at once', () => {
    const file = JSON.parse(changed('/code', undefined)) as Record<string, unknown>;
    expect(
      refusal(JSON.stringify({ ...file, version: 0, colour: 'red' }))
        .rows.map(row => row.field)
        .sort(),
    ).toEqual(['/code', '/colour', '/version']);
  });
});
