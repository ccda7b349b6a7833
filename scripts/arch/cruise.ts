// Checks the direction of imports: `node scripts/arch/cruise.ts [root]`. Prints one line per violation and exits 1 on any.
// dependency-cruiser alone is green when it can read nothing (a newer TypeScript is enough), so files it did not see are red here.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

interface Cruise {
  modules: { source: string }[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

const FOLDERS = ['apps', 'libs', 'data', 'deploy', 'bench', 'test', 'scripts'];
const NOT_SOURCES = /(^|\/)(node_modules|dist|coverage)\//;
const repository = resolve(import.meta.dirname, '../..');

function cruise(root: string, folders: string[]): Cruise {
  const tool = join(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(repository, '.dependency-cruiser.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [tool, '--config', config, '--output-type', 'json', '--no-progress', ...folders],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no result:\n${stdout}${stderr}`);
  return JSON.parse(stdout) as Cruise;
}

/** Every complaint about the tree below `root`, as lines for people. */
function complaints(root: string): { lines: string[]; seen: number } {
  const folders = FOLDERS.filter(folder => existsSync(join(root, folder)));
  const sources = globSync(
    folders.map(folder => `${folder}/**/*.{ts,tsx,mts,mjs}`),
    { cwd: root },
  )
    .map(file => file.split(sep).join('/'))
    .filter(file => !NOT_SOURCES.test(file) && !file.endsWith('.d.ts'));
  if (!sources.some(file => file.endsWith('.ts'))) return { lines: ['blind: no TypeScript module to check'], seen: 0 };

  const { modules, summary } = cruise(root, folders);
  const known = new Set(modules.map(module => module.source));
  const unseen = sources.filter(file => !known.has(file));
  return {
    lines: [
      ...unseen.map(file => `blind: ${file} was not read`),
      ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    ],
    seen: sources.length - unseen.length,
  };
}

const { lines, seen } = complaints(resolve(process.argv[2] ?? repository));
for (const line of lines) console.log(line);
console.log(`${seen} modules, ${lines.length} complaints`);
process.exitCode = lines.length > 0 ? 1 : 0;
