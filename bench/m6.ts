import { CalmStream, type Latencies } from './harness/calm-stream.js';
import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { ShockWorld } from './harness/shock-world.js';
import { quantile, spreadOf } from './harness/spread.js';
import { demand } from './harness/timed.js';

const IDLE_CHANGES = 200;

interface Summary {
  p50: number;
  p99: number;
  answeredP99: number;
}

interface Round {
  idleMs: Summary;
  shockMs: Summary;
  changes: number;
  shockSeconds: number;
}

const summary = ({ known, answered }: Latencies): Summary => ({
  p50: quantile(known, 0.5),
  p99: quantile(known, 0.99),
  answeredP99: quantile(answered, 0.99),
});

async function measureSize(bench: Bench, size: number): Promise<Round[]> {
  const world = await ShockWorld.create(await bench.infra(), size);
  const stream = new CalmStream(world);
  const rounds: Round[] = [];
  try {
    for (let round = 1 - bench.warmUps; round <= bench.rounds; round++) {
      const idle = await stream.latencies(sent => sent === IDLE_CHANGES);
      const batchId = await world.upload(world.nextFile());
      let isOver = false;
      const over = (): void => {
        isOver = true;
      };
      const shock = world.shock(batchId, over).finally(over);
      const during = await stream.latencies(() => isOver);
      const shockSeconds = await shock;
      const faults = await world.faults();
      demand(faults.length === 0, faults.join(', '));
      const measured = { idleMs: summary(idle), shockMs: summary(during), changes: during.known.length, shockSeconds };
      if (round > 0) rounds.push(measured);
      bench.say(
        `M6 ${size} people, round ${round}: p99 idle ${measured.idleMs.p99.toFixed(0)} ms, in the shock ${measured.shockMs.p99.toFixed(0)} ms`,
      );
    }
  } finally {
    await world.stop();
  }
  return rounds;
}

export const measure: Measure = {
  id: 'M6',
  about: 'Calm: a single change every 50 ms, from the request until enrollment knows it, idle and during the shock.',
  byDefault: true,
  async run(bench): Promise<Outcome> {
    const figures: Figure[] = [];
    const detail: Record<number, Round[]> = {};
    for (const size of bench.sizes) {
      const rounds = await measureSize(bench, size);
      detail[size] = rounds;
      const of = (value: (round: Round) => number) => spreadOf(rounds.map(value));
      figures.push(
        {
          what: 'p99 of a single change, in the shock ÷ idle',
          size,
          value: of(({ idleMs, shockMs }) => shockMs.p99 / idleMs.p99),
          floor: { atMost: 5 },
          aim: { atMost: 2 },
        },
        { what: 'p99 idle', size, value: of(({ idleMs }) => idleMs.p99), unit: 'ms' },
        { what: 'p99 in the shock', size, value: of(({ shockMs }) => shockMs.p99), unit: 'ms' },
        {
          what: 'p99 of the answer alone, idle',
          size,
          value: of(({ idleMs }) => idleMs.answeredP99),
          unit: 'ms',
        },
        {
          what: 'p99 of the answer alone, in the shock',
          size,
          value: of(({ shockMs }) => shockMs.answeredP99),
          unit: 'ms',
        },
        { what: 'shock with the changes beside it', size, value: of(({ shockSeconds }) => shockSeconds), unit: 's' },
        { what: 'median idle', size, value: of(({ idleMs }) => idleMs.p50), unit: 'ms' },
        { what: 'median in the shock', size, value: of(({ shockMs }) => shockMs.p50), unit: 'ms' },
      );
    }
    const notes = ['Looked for every 5 ms. All services, PostgreSQL, Kafka and the clients share the two cores.'];
    return { figures, detail, notes };
  },
};
