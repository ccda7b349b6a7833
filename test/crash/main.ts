// `npm run crash [-- --quick] [--seed N] [--keep]`: kills the parts of a small system and asks the oracle each time. The
// full run does so on each Kafka client and writes the report; KAFKA_CLIENT names one, the quick run takes the default.
import { writeFile } from 'node:fs/promises';
import { KAFKA_CLIENTS, type KafkaClientName } from '#messaging';
import { tidy } from '../../scripts/docs/tidy.js';
import { optionsOrExit } from './options.js';
import { outOfRange } from './out-of-range.js';
import { Random } from './random.js';
import { reportPage, totals, type Totals } from './report.js';
import { Run, type Result } from './run.js';
import { scenarios } from './scenarios.js';
import { storm } from './storm.js';
import { sweep } from './sweep.js';
import { CrashWorld } from './world.js';

const REPORT = 'docs/crash-report.md';
const { quick, keep, seed } = optionsOrExit();
const named = KAFKA_CLIENTS.filter(client => client === process.env['KAFKA_CLIENT']);
const standard = quick ? KAFKA_CLIENTS.slice(0, 1) : KAFKA_CLIENTS;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`Seed ${seed}: npm run crash -- ${quick ? '--quick ' : ''}--seed ${seed} plays this again`);

const runs: Totals[] = [];
for (const client of named.length > 0 ? named : standard) runs.push(await runOn(client));
if (!quick && runs.length === KAFKA_CLIENTS.length) await writeFile(REPORT, await tidy(REPORT, reportPage(seed, runs)));
process.exit(runs.some(run => totals(run).wrong > 0) ? 1 : 0);

async function runOn(client: KafkaClientName): Promise<Totals> {
  const started = Date.now();
  say(`\nOn ${client}`);
  // The quick run plays both parts side by side, as each mostly waits for a process to come back. The full one plays them
  // one after the other from one sequence of numbers: a seed then plays what the report says of it.
  const sequence = new Random(seed);
  const random = (): Random => (quick ? new Random(seed) : sequence);
  const sweeping = part(client, true, random(), run => sweep(run, quick));
  if (!quick) await sweeping;
  const others = part(client, false, random(), async run => {
    await scenarios(run);
    await outOfRange(run);
    await storm(run, quick ? 1_000 : 10_000, quick ? 6 : 22);
  });
  const parts = await Promise.allSettled([sweeping, others]);
  const results = parts.flatMap(ended => {
    if (ended.status === 'rejected') throw ended.reason;
    return ended.value;
  });
  const all = { client, results, seconds: (Date.now() - started) / 1000 };
  const { kills, lost, duplicated, wrong, commands, sent } = totals(all);
  say(
    `\n${client}: ${kills} kills in ${results.length} cases, ${commands} commands: ${lost} lost, ${duplicated} duplicated, ${wrong} cases wrong, sent × ${sent.toFixed(2)}, ${all.seconds.toFixed(0)} s`,
  );
  return all;
}

/** A world of its own for each part; its folder with the logs stays when something went wrong. */
async function part(
  client: KafkaClientName,
  oneByOne: boolean,
  random: Random,
  play: (run: Run) => Promise<void>,
): Promise<Result[]> {
  const world = await CrashWorld.start(client, oneByOne);
  const run = new Run(world, random, say);
  let failed = true;
  try {
    await play(run);
    failed = false;
  } finally {
    await world.stop(failed || keep);
    if (failed || keep) say(`Logs: ${world.folder}`);
  }
  return run.results;
}
