// Compiles the project to dist/, where the services and tools run from: plain Node 20, no dependency but swc.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { node24 } from './node24.mjs';

const FOLDERS = ['apps', 'libs', 'test', 'scripts', 'bench', 'data', 'deploy'];
const STAMP = '.stamp';

/**
 * Compiles when a source differs from what dist/ was made of. Always from nothing, so that no deleted file lives on, and
 * beside dist/, whose place it takes when it is complete: what runs from there, or starts just now, notices nothing.
 * @param {string} root of the project
 * @returns {boolean} true when there was something to compile
 */
export function build(root) {
  const folders = FOLDERS.filter(folder => existsSync(join(root, folder)));
  const files = folders.flatMap(folder => filesIn(join(root, folder)));
  // What a service shows as its document: its answers are known to the compiler alone.
  const documents = files.filter(file => /^apps\/[\w-]+\/openapi\.json$/.test(relative(root, file)));
  const sources = files.filter(file => /\.[mc]?[jt]s$/.test(file));
  const stamp = stampOf(root, [...sources, ...documents, join(root, '.swcrc'), join(root, 'package-lock.json')]);
  if (isBuilt(root, stamp)) return false;
  const fresh = join(root, `dist-${process.pid}`);
  try {
    compile(root, folders, fresh);
    for (const file of documents) {
      mkdirSync(dirname(join(fresh, relative(root, file))), { recursive: true });
      copyFileSync(file, join(fresh, relative(root, file)));
    }
    writeFileSync(join(fresh, STAMP), stamp);
    // Another command may have been faster.
    if (!isBuilt(root, stamp)) takePlace(fresh, join(root, 'dist'));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return true;
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    if (entry.name === 'node_modules') return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function stampOf(root, files) {
  const hash = createHash('sha256');
  for (const path of files.filter(file => existsSync(file)).sort())
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  return hash.digest('hex');
}

function isBuilt(root, stamp) {
  const file = join(root, 'dist', STAMP);
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

function compile(root, folders, target) {
  const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');
  const built = spawnSync(node24(), [swc, ...folders, '-d', target, '--quiet'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The build failed: ${built.stderr || built.stdout}`);
}

/** A folder cannot be renamed to one that is there, so that one steps aside; again, when another command came between. */
function takePlace(fresh, dist) {
  const old = `${fresh}-old`;
  for (;;) {
    try {
      if (existsSync(dist)) renameSync(dist, old);
      renameSync(fresh, dist);
      return;
    } catch (error) {
      if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}
