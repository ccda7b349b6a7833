import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENTS, StaffReassigned, type EventType } from '#contracts';
import { compiledContract } from './compile-contract.js';

type Json = Record<string, unknown>;

const contracts = join(import.meta.dirname, '..', '..', '..', 'contracts', 'src');

function sampleOf({ type, version }: EventType): Json {
  const [context = '', name = ''] = type.split('.');
  const file = `${name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase()}.v${version}.json`;
  return JSON.parse(readFileSync(join(contracts, context, file), 'utf8')) as Json;
}

const JUNK = [
  null,
  '',
  'x',
  -1,
  1.5,
  true,
  [],
  {},
  ['x'],
  [{}],
  [null],
  '2026-02-30',
  'g0000000-0000-0000-0000-000000000000',
];

interface Spoilt {
  value: unknown;
  /** False where a list takes the place of something else, or something else that of a list. */
  keepsLists: boolean;
}

/** The sample with each place of it, however deep, replaced by each piece of junk. */
function* spoilt(value: unknown): Generator<Spoilt> {
  for (const junk of JUNK) yield { value: junk, keepsLists: Array.isArray(junk) === Array.isArray(value) };
  if (Array.isArray(value)) {
    for (const [n, item] of value.entries())
      for (const one of spoilt(item)) yield { ...one, value: value.with(n, one.value) };
  } else if (value && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value))
      for (const one of spoilt(inner)) yield { ...one, value: { ...value, [name]: one.value } };
  }
}

function* spoiltFields(sample: Json): Generator<Spoilt & { value: Json }> {
  for (const [name, inner] of Object.entries(sample))
    for (const one of spoilt(inner)) yield { ...one, value: { ...sample, [name]: one.value } };
}

const byLibrary = (type: EventType, plain: Json): { instance: object; refuses: boolean } => {
  const instance = plainToInstance(type, plain);
  return { instance, refuses: validateSync(instance, { whitelist: true, forbidUnknownValues: true }).length > 0 };
};

describe.each(EVENTS.map(type => ({ name: type.type, type, sample: sampleOf(type) })))(
  'the compiled contract of $name',
  ({ type, sample }) => {
    const contract = compiledContract(type);

    it('takes its sample, as the library does', () => {
      const extended = { ...sample, unknown: 1 };
      expect(contract.problemOf(extended)).toBeUndefined();
      expect(contract.instanceOf(extended)).toStrictEqual(byLibrary(type, extended).instance);
    });

    it('refuses what the library refuses, and takes what it takes as long as lists stay lists', () => {
      const differing = [...spoiltFields(sample)].filter(({ value, keepsLists }) => {
        const refuses = contract.problemOf(value) !== undefined;
        const library = byLibrary(type, value);
        return library.refuses ? !refuses : refuses && keepsLists;
      });
      expect(differing).toEqual([]);
    });

    it('makes of what it takes what the library makes of it', () => {
      const taken = [...spoiltFields(sample)].filter(({ value }) => contract.problemOf(value) === undefined);
      expect(taken.map(({ value }) => contract.instanceOf(value))).toEqual(
        taken.map(({ value }) => byLibrary(type, value).instance),
      );
    });
  },
);

describe('a compiled contract', () => {
  const contract = compiledContract(StaffReassigned);
  const sample = sampleOf(StaffReassigned) as Json & { after: Json };
  const { after, ...without } = sample;

  it('names the place and the rule, and not the value', () => {
    expect(contract.problemOf({ ...sample, after: { ...after, post: 'king' } })).toBe('after.post breaks isIn');
  });

  it('refuses a nested field that is missing, and a list in its place', () => {
    expect(contract.problemOf(without)).toBe('after breaks nestedValidation');
    expect(contract.problemOf({ ...sample, after: [after] })).toBe('after breaks nestedValidation');
  });

  it('takes one word for no list of words', () => {
    expect(contract.problemOf({ ...sample, after: { ...after, duties: 'one-stop' } })).toMatch(
      /^after\.duties breaks /,
    );
  });

  it('drops unknown fields of what is nested', () => {
    expect(contract.instanceOf({ ...sample, after: { ...after, unknown: 1 } })).toEqual(contract.instanceOf(sample));
  });
});
