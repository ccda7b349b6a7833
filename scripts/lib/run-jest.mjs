// Runs one level of the tests on Node 24.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './prepare.mjs';

// How many specs run at once: a spec of one service waits for the servers half of its time, a flow has six processes.
const WORKERS = { unit: 2, int: 3, flows: 2 };

/**
 * @param {string} node path of Node 24
 * @param {'unit' | 'int' | 'flows'} level
 * @returns {Promise<boolean>} true when every test passed
 */
export function runJest(node, level, patterns = []) {
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  // A kafkajs socket that is being closed can outlive its spec by a second; the results are in by then.
  const args = [...patterns, '--selectProjects', level, '--forceExit', `--maxWorkers=${WORKERS[level]}`];
  const child = spawn(node, [...flags, jest, ...args], { cwd: root, stdio: 'inherit' });
  return new Promise(resolve => {
    child.once('exit', code => resolve(code === 0));
  });
}
