import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '#kernel';
import { writeScenario, type Manifest } from './write-scenario.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nangluc-data-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, seed: number) =>
  writeScenario({ scale: 'son-la', seed, units: 'son-la', folder: join(folder, name) });
const hashes = ({ files }: Manifest) => Object.fromEntries(files.map(file => [file.name, file.sha256]));

describe('writeScenario', () => {
  it('writes the same bytes for the same seed and others for another', async () => {
    const [one, again, other] = [await write('one', 654), await write('again', 654), await write('other', 655)];
    expect(hashes(again)).toEqual(hashes(one));
    expect(hashes(other)['people.csv']).not.toBe(hashes(one)['people.csv']);
    // A change of the generator changes what every test and demonstration starts from: it must be seen and meant.
    expect(hashes(one)['people.csv']).toBe('68d5dcc7f140b5a6b0c56181d2bc243a877070933a961dedbc8cdb331f97fa65');
  });

  it('marks the files as synthetic and names them with their true hashes', async () => {
    const manifest = await write('marked', 654);
    expect(JSON.parse(await readFile(join(folder, 'marked', 'MANIFEST.json'), 'utf8'))).toEqual(manifest);
    expect(manifest).toMatchObject({ synthetic: true, seed: 654, people: 1990 });
    expect(manifest.files).toHaveLength(4);
    for (const { name, sha256: hash } of manifest.files)
      expect(sha256(await readFile(join(folder, 'marked', name)))).toBe(hash);
  });

  it('writes the columns of a reassignment batch, a leave without a place', async () => {
    await write('lines', 654);
    const lines = (await readFile(join(folder, 'lines', 'merger-2025-07.csv'), 'utf8')).split('\n');
    expect(lines[0]).toBe('staffCode,fullName,action,unitCode,post,duties,effectiveDate');
    expect(lines.find(line => line.includes(',leave,'))).toMatch(/^SL-\d{6},[^,]+,leave,,,,2025-07-01$/);
  });

  it('tells the registry of 75 new communes, 200 ended ones and 12 ended districts', async () => {
    await write('units', 654);
    const changes = JSON.parse(await readFile(join(folder, 'units', 'unit-changes-2025-07.json'), 'utf8'));
    expect(changes).toMatchObject({ effectiveDate: '2025-07-01', decision: { number: '1681/NQ-UBTVQH15' } });
    expect([changes.establish.length, changes.merges.length, changes.dissolve.length]).toEqual([75, 200, 12]);
  });
});
