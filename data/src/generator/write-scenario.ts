import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCsv } from '../csv.js';
import { projectFolder } from '../project-folder.js';
import { readUnits, type Merger, type Unit } from '../units/unit.js';
import { applyBatch } from './apply-batch.js';
import type { BatchRow, Person } from './batch-row.js';
import { electionBatch } from './election-batch.js';
import { generatePeople, type Scale } from './generate-people.js';
import { mergerBatch } from './merger-batch.js';
import { ELECTED_POSTS } from './posts.js';
import { unitChanges } from './unit-changes.js';
import { writeBatch, type WrittenFile } from './write-file.js';

const ELECTION_DAY = '2026-03-15';

interface ScenarioOptions {
  scale: Scale;
  seed: number;
  /** Sơn La of January 2025 with its mergers, or the country of July 2025, which has none. */
  units: 'son-la' | 'country';
  folder: string;
}

export interface Manifest {
  synthetic: true;
  notice: { vi: string; en: string };
  seed: number;
  scale: Scale;
  units: 'son-la' | 'country';
  people: number;
  files: (WrittenFile | { name: string; sha256: string })[];
}

/** Writes the batches of the scenario and their manifest into a folder: equal options give equal bytes. */
export async function writeScenario(options: ScenarioOptions): Promise<Manifest> {
  await mkdir(options.folder, { recursive: true });
  const files = options.units === 'son-la' ? await writeSonLa(options) : await writeCountry(options);
  const { scale, seed, units } = options;
  const manifest: Manifest = {
    synthetic: true,
    notice: {
      vi: 'Dữ liệu giả lập: mọi họ tên và người đều do máy tạo ra, trùng với người thật chỉ là ngẫu nhiên.',
      en: 'Synthetic data: all names and people are made up by a program; any likeness to real people is chance.',
    },
    seed,
    scale,
    units,
    people: files.find((file): file is WrittenFile => file.name === 'people.csv')!.rows.appoint,
    files,
  };
  await writeFile(join(options.folder, 'MANIFEST.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

async function writeSonLa({ scale, seed, folder }: ScenarioOptions): Promise<Manifest['files']> {
  const before = await officialUnits('son-la-2025-01.csv');
  const after = await officialUnits('son-la-2025-07.csv');
  const mergers = readCsv<Merger>(await official('son-la-mergers-2025-07.csv'));
  const registration = [...generatePeople({ units: before, scale, seed, effectiveDate: '2025-01-01' })];
  const people = applyBatch([], registration);
  const merger = mergerBatch({ people, units: before, mergers, seed, effectiveDate: '2025-07-01' });
  const election = electionBatch({
    people: applyBatch(people, merger),
    units: after,
    seed,
    effectiveDate: ELECTION_DAY,
    nextNumber: people.length + 1,
  });
  return [
    await writeBatch(join(folder, 'people.csv'), registration),
    await writeBatch(join(folder, 'merger-2025-07.csv'), merger),
    await writeBatch(join(folder, 'election-2026-03.csv'), election),
    await writeJson(folder, 'unit-changes-2025-07.json', unitChanges(before, after, mergers)),
  ];
}

async function writeCountry({ scale, seed, folder }: ScenarioOptions): Promise<Manifest['files']> {
  const units = await officialUnits('vietnam-2025-07.csv');
  const leaders: Person[] = [];
  let nextNumber = 1;
  // Only the elected leaders are kept in memory: a million rows pass by on their way to the file.
  function* registration(): Generator<BatchRow> {
    for (const row of generatePeople({ units, scale, seed, effectiveDate: '2025-07-01' })) {
      nextNumber++;
      if (ELECTED_POSTS.includes(row.post)) leaders.push(row);
      yield row;
    }
  }
  const people = await writeBatch(join(folder, 'people.csv'), registration());
  const election = electionBatch({ people: leaders, units, seed, effectiveDate: ELECTION_DAY, nextNumber });
  return [people, await writeBatch(join(folder, 'election-2026-03.csv'), election)];
}

async function writeJson(folder: string, name: string, content: unknown) {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  await writeFile(join(folder, name), text);
  return { name, sha256: createHash('sha256').update(text).digest('hex') };
}

async function officialUnits(name: string): Promise<Unit[]> {
  return readUnits(await official(name));
}

function official(name: string): Promise<string> {
  return readFile(join(projectFolder(), 'data', 'units', name), 'utf8');
}
