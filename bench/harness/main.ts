// `npm run bench`: runs the measures one after the other, prints one table, writes one JSON file; 1 when a floor is broken.
import { Logger } from '@nestjs/common';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { arch, availableParallelism, cpus, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { findMeasures, type NamedMeasure } from './find-measures.js';
import { startInfra, type Infra } from './infra.js';
import { meets, type Bench, type Outcome } from './measure.js';
import { readOptions, USAGE, type BenchOptions } from './options.js';
import { table, type Line } from './table.js';

const root = resolve(import.meta.dirname, '..', '..', '..');
const started = new Date();

const say = (line: string): void => {
  const seconds = ((Date.now() - started.getTime()) / 1000).toFixed(1);
  process.stderr.write(`${seconds.padStart(7)} s  ${line}\n`);
};

function choose(all: NamedMeasure[], names: string[]): NamedMeasure[] {
  const unknown = names.filter(name => !all.some(measure => measure.name === name));
  if (unknown.length > 0)
    throw new Error(`Unknown: ${unknown.join(', ')}. Measures: ${all.map(({ name }) => name).join(', ')}`);
  return all.filter(({ name, byDefault }) => (names.length > 0 ? names.includes(name) : byDefault));
}

async function main(options: BenchOptions): Promise<number> {
  const chosen = choose(await findMeasures(), options.names);
  let starting: Promise<Infra> | undefined;
  const bench: Bench = { ...options, infra: () => (starting ??= startInfra(say)), say };
  const outcomes: (Outcome & { id: string; name: string; seconds: number })[] = [];
  const voided: string[] = [];
  const interrupted = new Promise<never>((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => reject(new Error(signal)));
  });
  interrupted.catch(() => undefined);
  try {
    for (const measure of chosen) {
      const { id, name, about } = measure;
      say(`${id}: ${about}`);
      const began = performance.now();
      try {
        const outcome = await Promise.race([measure.run(bench), interrupted]);
        outcomes.push({ id, name, seconds: (performance.now() - began) / 1000, ...outcome });
      } catch (error) {
        // The others still count: one wrong result voids its own measure, and the run ends red.
        voided.push(`${id} is void: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        if (error instanceof Error && error.message.startsWith('SIG')) break;
      }
    }
    // Before the servers are stopped: who interrupts a measure may break it in a way that ends this process.
    return await report(options, outcomes, voided);
  } finally {
    await (await starting?.catch(() => undefined))?.stop();
  }
}

async function report(
  options: BenchOptions,
  outcomes: (Outcome & { id: string; name: string; seconds: number })[],
  voided: string[],
): Promise<number> {
  const lines: Line[] = outcomes.flatMap(({ id, figures }) => figures.map(figure => ({ measure: id, ...figure })));
  const notes = outcomes.flatMap(({ id, notes: said = [] }) => said.map(note => `${id}: ${note}`));
  process.stdout.write(`${[table(lines), ...notes, ...voided].join('\n')}\n`);
  const file = resolve(
    root,
    options.json ?? join('.data', 'bench', `${started.toISOString().slice(0, 19).replaceAll(':', '')}.json`),
  );
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...surroundings(), options, voided, outcomes }, null, 2)}\n`);
  process.stdout.write(`Result: ${file}\n`);
  return voided.length > 0 || lines.some(({ value, floor }) => !meets(value.median, floor)) ? 1 : 0;
}

/** Of an unpacked archive nobody can tell, and an hour of measuring is not lost for that. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

function surroundings() {
  return {
    startedAt: started.toISOString(),
    commit: commit(),
    node: process.version,
    machine: {
      arch: arch(),
      cores: availableParallelism(),
      cpu: cpus()[0]?.model,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
    },
  };
}

// What the services of a measure log at ease would only hide the figures.
Logger.overrideLogger(['error', 'fatal']);
try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(USAGE);
  else if (options === 'list')
    for (const { name, about } of await findMeasures()) process.stdout.write(`${name.padEnd(16)} ${about}\n`);
  else process.exitCode = await main(options);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
// Sockets of a client that was cut off in the middle must not keep a finished run alive.
process.exit();
