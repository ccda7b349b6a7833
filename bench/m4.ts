import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { plainPipelineRate, plainServices } from './harness/plain-pipeline.js';
import { RawLimits, type Limits } from './harness/raw-limits.js';
import { ShockWorld } from './harness/shock-world.js';
import { spreadOf } from './harness/spread.js';
import { demand } from './harness/timed.js';

const BASELINE_ROWS = 2_000;

interface Round extends Limits {
  shockSeconds: number;
  baselinePerSecond: number;
}

async function measureSize(bench: Bench, size: number): Promise<{ rounds: Round[]; peak: Record<string, number> }> {
  const infra = await bench.infra();
  const world = await ShockWorld.create(infra, size);
  const plain = await plainServices(infra.postgres.adminUrl);
  const limits = await RawLimits.prepare(infra, world);
  const rounds: Round[] = [];
  try {
    for (let round = 1 - bench.warmUps; round <= bench.rounds; round++) {
      const batchId = await world.upload(world.nextFile());
      const shockSeconds = await world.shock(batchId);
      const faults = await world.faults();
      demand(faults.length === 0, faults.join(', '));
      const measured = await limits.measure(batchId);
      const baselinePerSecond = await plainPipelineRate(infra.kafka.brokers, plain, BASELINE_ROWS);
      if (round > 0) rounds.push({ shockSeconds, ...measured, baselinePerSecond });
      bench.say(`M4 ${size} people, round ${round}: ${shockSeconds.toFixed(1)} s, raw ${sum(measured).toFixed(1)} s`);
    }
    return { rounds, peak: world.peakMemory() };
  } finally {
    await limits.close();
    await plain.destroy();
    await world.stop();
  }
}

const toTheEffect = ({ copyOfIntake, send, read, copyOfEffect }: Limits): number =>
  copyOfIntake + send + read + copyOfEffect;
const toTheReport = ({ copyOfNews, sendNews, readNews, copyOfReport }: Limits): number =>
  copyOfNews + sendNews + readNews + copyOfReport;
const sum = (limits: Limits): number => toTheEffect(limits) + toTheReport(limits);

function figuresOf(size: number, rounds: Round[]): Figure[] {
  const figure = (what: string, of: (round: Round) => number, more: Partial<Figure> = {}): Figure => ({
    what,
    size,
    value: spreadOf(rounds.map(of)),
    ...more,
  });
  return [
    figure('shock ÷ sum of the raw limits', round => round.shockSeconds / sum(round), {
      floor: { atMost: 4 },
      aim: { atMost: 2.5 },
    }),
    figure(
      'shock ÷ plain services',
      ({ shockSeconds, baselinePerSecond }) => shockSeconds / (size / baselinePerSecond),
      { floor: { atMost: 1 / 20 }, aim: { atMost: 1 / 50 } },
    ),
    figure('shock ÷ raw limits as far as the effect', round => round.shockSeconds / toTheEffect(round)),
    figure('release to last figure', ({ shockSeconds }) => shockSeconds, { unit: 's' }),
    figure('raw: COPY of state and outbox', ({ copyOfIntake }) => copyOfIntake, { unit: 's' }),
    figure('raw: send', ({ send }) => send, { unit: 's' }),
    figure('raw: eachBatch', ({ read }) => read, { unit: 's' }),
    figure('raw: COPY of the effect', ({ copyOfEffect }) => copyOfEffect, { unit: 's' }),
    figure('raw: COPY, send and eachBatch of its news, COPY of the report', toTheReport, { unit: 's' }),
    figure('plain services', ({ baselinePerSecond }) => baselinePerSecond, { unit: 'people/s' }),
  ];
}

export const measure: Measure = {
  id: 'M4',
  about: 'Shock: everybody moved by one release, until the last figure of the reports is right.',
  byDefault: true,
  async run(bench): Promise<Outcome> {
    const figures: Figure[] = [];
    const detail: Record<number, unknown> = {};
    const notes = [
      `The plain services (registry, training, reports: each change saved and emitted, each event received and saved) were timed with ${BASELINE_ROWS} people, from the first save to the last, and their time for all people is that rate; they run in one process, check nothing and compute no figure.`,
      'The raw limits are taken alone, one after the other, each with the machine to itself; ours are five processes on its two cores.',
    ];
    for (const size of bench.sizes) {
      const measured = await measureSize(bench, size);
      figures.push(...figuresOf(size, measured.rounds));
      detail[size] = measured;
      const peaks = Object.entries(measured.peak).map(([name, mib]) => `${name} ${mib}`);
      notes.push(
        `Peak resident memory after ${bench.rounds + bench.warmUps} shocks of ${size} people, MiB: ${peaks.join(', ')}.`,
      );
    }
    return { figures, detail, notes };
  },
};
