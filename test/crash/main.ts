// `npm run crash [-- --quick] [--seed N] [--keep]`: kills the parts of a small system and asks the oracle each time.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Random } from './random.js';
import { reportPage, totals } from './report.js';
import { Run, type Result } from './run.js';
import { scenarios } from './scenarios.js';
import { storm } from './storm.js';
import { sweep } from './sweep.js';
import { CrashWorld } from './world.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    keep: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const random = new Random(seed);
const started = Date.now();
const results: Result[] = [];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`Seed ${seed}: npm run crash -- ${values.quick ? '--quick ' : ''}--seed ${seed} plays this again`);

/** A world of its own for each part; its folder with the logs stays when something went wrong. */
async function part(oneByOne: boolean, play: (run: Run) => Promise<void>): Promise<void> {
  const world = await CrashWorld.start(oneByOne);
  const run = new Run(world, random, say);
  let failed = true;
  try {
    await play(run);
    failed = false;
  } finally {
    results.push(...run.results);
    await world.stop(failed || values.keep);
    if (failed || values.keep) say(`Logs: ${world.folder}`);
  }
}

await part(true, run => sweep(run, values.quick));
await part(false, async run => {
  await scenarios(run);
  await storm(run, values.quick ? 1_000 : 10_000, values.quick ? 6 : 22);
});

const seconds = (Date.now() - started) / 1000;
const all = { seed, mode: values.quick ? 'quick' : 'full', results, seconds };
const { kills, lost, duplicated, wrong, commands, sent } = totals(all);
say(
  `\n${kills} kills in ${results.length} cases, ${commands} commands: ${lost} lost, ${duplicated} duplicated, ${wrong} cases wrong, sent × ${sent.toFixed(2)}, ${seconds.toFixed(0)} s`,
);
if (!values.quick) await writeFile('docs/crash-report.md', reportPage(all));
process.exit(wrong > 0 ? 1 : 0);
