// `npm run mutants [-- TEXT]`: takes each safety line out in a copy of the project and expects its test red; the copy
// without a change must be green first.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceEndpoints, startTestInfra } from '#testing';
import { MUTANTS, type Mutant } from './mutants.js';

const COPIED = [
  'apps',
  'libs',
  'test',
  'scripts',
  'data',
  'package.json',
  'jest.config.mjs',
  'tsconfig.json',
  '.swcrc',
];

const wanted = process.argv[2] ?? '';
const chosen = MUTANTS.filter(({ line }) => line.includes(wanted));
const root = process.cwd();
const copy = await mkdtemp(join(tmpdir(), 'nangluc-mutants-'));
const infra = await startTestInfra();
announceEndpoints({ adminUrl: infra.postgres.adminUrl, brokers: infra.kafka.brokers, folder: infra.folder });
const survivors: string[] = [];
try {
  for (const name of COPIED) await cp(join(root, name), join(copy, name), { recursive: true });
  // The global set-up of Jest is loaded from dist; the specs and what they test are loaded from the sources.
  for (const name of ['node_modules', 'dist']) await symlink(join(root, name), join(copy, name));
  const specs = [...new Set(chosen.map(({ spec }) => spec))];
  if (!(await passes(specs, ''))) throw new Error('The specs are red without any mutant');
  for (const mutant of chosen) {
    const red = await turnsRed(mutant);
    console.log(`${red ? 'red      ' : 'SURVIVED '} ${mutant.line}`);
    if (!red) survivors.push(mutant.line);
  }
} finally {
  await infra.stop();
  await rm(copy, { recursive: true, force: true });
}
console.log(`\n${chosen.length - survivors.length} of ${chosen.length} mutants turned their test red`);
process.exit(survivors.length > 0 ? 1 : 0);

async function turnsRed({ file, patch, spec, test }: Mutant): Promise<boolean> {
  const path = join(copy, file);
  const original = await readFile(path, 'utf8');
  const mutated = patch.reduce((text, [from, to]) => text.replace(from, () => to), original);
  await writeFile(path, mutated);
  try {
    return !(await passes([spec], test));
  } finally {
    await writeFile(path, original);
  }
}

/** Runs specs of the copy on the servers of this run, with databases of their own names as migrations may be mutated. */
function passes(specs: string[], test: string): Promise<boolean> {
  const jest = [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    ...specs,
    '--selectProjects',
    'int',
    '--forceExit',
    '--runInBand',
    ...(test ? ['--testNamePattern', test.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')] : []),
  ];
  const child = spawn(process.execPath, jest, {
    cwd: copy,
    env: { ...process.env, NANGLUC_TEST_TEMPLATES: `m${Date.now()}_`, TEST_LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  return new Promise(resolve => {
    child.once('exit', code => resolve(code === 0));
  });
}
