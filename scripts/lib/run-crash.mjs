import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * Runs the crash harness of dist/.
 * @param {string} node path of Node 24
 * @returns {Promise<boolean>} true when nothing was lost or doubled
 */
export function runCrash(node, root, args) {
  const main = join(root, 'dist/test/crash/main.js');
  const child = spawn(node, ['--enable-source-maps', main, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise(resolve => {
    child.once('exit', code => resolve(code === 0));
  });
}
