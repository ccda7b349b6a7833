import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENTS, eventOfType } from './events.js';

const here = import.meta.dirname;
const samples = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter(file => /\.v\d+\.json$/.test(file));
const nameOf = (file: string): string =>
  file.replace(/\.v\d+\.json$/, '').replace(/(?:^|-|(?<=\/))([a-z])/g, (_all, letter: string) => letter.toUpperCase());
const typeOf = (file: string): string => {
  const [context = '', name = ''] = file.split('/');
  return `${context}.${nameOf(name)}`;
};

describe('what was ever published', () => {
  it('has a sample for each version of each event; `npm run docs` adds a missing one', () => {
    const present = samples.map(file => `${typeOf(file)} ${/\.v(\d+)\.json$/.exec(file)?.[1]}`);
    const wanted = EVENTS.flatMap(({ type, version }) =>
      Array.from({ length: version }, (_none, n) => `${type} ${n + 1}`),
    );
    expect(wanted.filter(one => !present.includes(one))).toEqual([]);
  });

  it.each(samples)('is read by the class of today: %s', file => {
    const contract = eventOfType(typeOf(file));
    if (!contract) throw new Error(`${typeOf(file)} was published once and has no class any more`);
    const event = plainToInstance(contract, JSON.parse(readFileSync(join(here, file), 'utf8')) as object);
    expect(validateSync(event, { whitelist: true, forbidUnknownValues: true })).toEqual([]);
  });
});
