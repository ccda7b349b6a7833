// `npm run check [tool …]`: everything a change must pass before review, without PostgreSQL or Kafka. Prints only what failed.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { node24 } from './lib/node24.mjs';

const root = resolve(import.meta.dirname, '..');
const cache = join(root, 'node_modules/.cache');
const bin = path => join(root, 'node_modules', path);

// Configurations inside packages are not ours, and a disabled rule that would be silent anyway is a leftover.
const LINT_QUIRKS = ['--disable-nested-config', '--report-unused-disable-directives'];

// Longest first, so that the last tool to start is a short one.
const TOOLS = {
  unit: [
    '--experimental-vm-modules',
    '--no-warnings',
    bin('jest/bin/jest.js'),
    '--selectProjects',
    'unit',
    '--maxWorkers=2',
  ],
  types: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit'],
  unused: [
    bin('knip/bin/knip.js'),
    '--no-progress',
    '--no-config-hints',
    '--cache',
    '--cache-location',
    join(cache, 'knip'),
  ],
  'arch-selftest': ['scripts/arch-selftest.ts'],
  arch: ['scripts/arch/cruise.ts'],
  format: [bin('oxfmt/bin/oxfmt'), '--check'],
  lint: [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings', '--format=unix', ...LINT_QUIRKS],
};

function run(name) {
  const started = performance.now();
  return new Promise(done => {
    const child = spawn(node24(), TOOLS[name], {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = part => (output += part);
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    const finish = passed => done({ name, passed, output, seconds: (performance.now() - started) / 1000 });
    child.on('error', error => {
      output += `${error}\n`;
      finish(false);
    });
    child.on('close', code => finish(code === 0));
  });
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !(name in TOOLS));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Tools: ${Object.keys(TOOLS).join(', ')}`);
  process.exit(2);
}

mkdirSync(cache, { recursive: true });
const waiting = wanted.length > 0 ? wanted : Object.keys(TOOLS);
const results = [];
async function lane() {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const result = await run(name);
    results.push(result);
    console.log(`${result.passed ? 'ok    ' : 'FAILED'} ${name.padEnd(14)} ${result.seconds.toFixed(1)} s`);
  }
}
await Promise.all(Array.from({ length: Math.min(4, Math.max(2, availableParallelism())) }, lane));

const failed = results.filter(result => !result.passed);
for (const { name, output } of failed) console.log(`\n== ${name}\n${output.trimEnd()}`);
console.log(`\n${results.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
