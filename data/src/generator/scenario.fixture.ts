import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from '../csv.js';
import { projectFolder } from '../project-folder.js';
import { readUnits, type Merger } from '../units/unit.js';
import { applyBatch } from './apply-batch.js';
import { electionBatch } from './election-batch.js';
import { generatePeople } from './generate-people.js';
import { mergerBatch } from './merger-batch.js';

const official = (name: string) => readFileSync(join(projectFolder(), 'data', 'units', name), 'utf8');

export const before = readUnits(official('son-la-2025-01.csv'));
export const after = readUnits(official('son-la-2025-07.csv'));
export const country = readUnits(official('vietnam-2025-07.csv'));
export const mergers = readCsv<Merger>(official('son-la-mergers-2025-07.csv'));

/** The whole scenario of Sơn La for a seed: each batch, and the people after it. */
export function sonLa(seed: number) {
  const registration = [...generatePeople({ units: before, scale: 'son-la', seed, effectiveDate: '2025-01-01' })];
  const people = applyBatch([], registration);
  const merger = mergerBatch({ people, units: before, mergers, seed, effectiveDate: '2025-07-01' });
  const merged = applyBatch(people, merger);
  const election = electionBatch({
    people: merged,
    units: after,
    seed,
    effectiveDate: '2026-03-15',
    nextNumber: people.length + 1,
  });
  return { registration, people, merger, merged, election, elected: applyBatch(merged, election) };
}
