// `npm test [-- level …]`: everything that must be green, on a machine that has only Node, npm, Java and Maven.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './lib/prepare.mjs';
import { runCrash } from './lib/run-crash.mjs';
import { runJest } from './lib/run-jest.mjs';

const LEVELS = ['check', 'int', 'flows', 'crash'];
const args = process.argv.slice(2);
const levels = args.filter(arg => ['unit', ...LEVELS].includes(arg));
const patterns = args.filter(arg => !levels.includes(arg));
const started = Date.now();
const node = prepare();

/** Format, lint, types, architecture, unused code and unit tests. */
function check() {
  const child = spawn(process.execPath, [join(root, 'scripts/check.mjs')], { cwd: root, stdio: 'inherit' });
  return new Promise(resolve => {
    child.once('exit', code => resolve(code === 0));
  });
}

function run(level) {
  if (level === 'check') return check();
  if (level === 'crash') return runCrash(node, root, ['--quick']);
  return runJest(node, level, patterns);
}

const failed = [];
const wanted = levels.length > 0 ? levels : LEVELS;
for (const level of wanted) {
  process.stdout.write(`\n── ${level} ──\n`);
  const passed = await run(level);
  if (!passed) failed.push(level);
}
const seconds = ((Date.now() - started) / 1000).toFixed(0);
process.stdout.write(`\nLevels: ${wanted.join(', ')}; failed: ${failed.join(', ') || 'none'}; ${seconds} s\n`);
process.stdout.write(`${wanted.length - failed.length} passed, ${failed.length} failed\n`);
process.exit(failed.length > 0 ? 1 : 0);
