import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

/**
 * Compiles, and hands this command over to a program of dist/ on Node 24, with its arguments and its exit code.
 * @param {string} program
 * @param {{ java?: boolean }} needs
 */
export function handOver(program, needs = {}) {
  const node = prepare(needs);
  const args = [join(root, 'dist/scripts', program), ...process.argv.slice(2)];
  process.exitCode = spawnSync(node, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
}
