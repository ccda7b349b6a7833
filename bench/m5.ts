import { setTimeout as pause } from 'node:timers/promises';
import type { Infra } from './harness/infra.js';
import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { ShockWorld } from './harness/shock-world.js';
import { spreadOf } from './harness/spread.js';
import { demand } from './harness/timed.js';

interface Round {
  calmSeconds: number;
  killedSeconds: number;
  /** What died, in order, with the second in which it did. */
  kills: string[];
}

type Kill = { what: string; kill: () => Promise<void> };

/** One of each: three services by kill -9, the broker by kill -9, PostgreSQL by its immediate stop. */
function killsOf({ kafka, postgres }: Infra, { system }: ShockWorld): Kill[] {
  const service = (name: 'staff' | 'enrollment' | 'reporting'): Kill => ({
    what: name,
    kill: () => {
      const { pid } = system.services[name];
      if (pid) process.kill(pid, 'SIGKILL');
      return Promise.resolve();
    },
  });
  const server = (what: string, one: Infra['kafka'] | Infra['postgres']): Kill => ({
    what,
    kill: async () => {
      await one.kill?.();
      await one.restart?.();
    },
  });
  return [
    service('staff'),
    service('enrollment'),
    service('reporting'),
    server('broker', kafka),
    server('PostgreSQL', postgres),
  ];
}

/** Kills everything once, in an order and at moments that follow from the seed, within the time of an undisturbed shock. */
async function disturb(kills: Kill[], seconds: number, random: () => number): Promise<string[]> {
  const plan = kills
    .map(one => ({ ...one, order: random(), at: random() * 0.8 * seconds }))
    .sort((a, b) => a.order - b.order);
  const moments = plan.map(({ at }) => at).sort((a, b) => a - b);
  const began = performance.now();
  const done: string[] = [];
  for (const [n, { what, kill }] of plan.entries()) {
    await pause(Math.max(0, (moments[n] ?? 0) * 1_000 - (performance.now() - began)));
    done.push(`${what} at ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    await kill();
  }
  return done;
}

/** Equal seeds, equal kills (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function measureSize(bench: Bench, size: number): Promise<Round[]> {
  const infra = await bench.infra();
  const world = await ShockWorld.create(infra, size);
  const random = randomOf(bench.seed);
  const rounds: Round[] = [];
  try {
    for (let round = 1 - bench.warmUps; round <= bench.rounds; round++) {
      const calmSeconds = await world.shock(await world.upload(world.nextFile()));
      const batchId = await world.upload(world.nextFile());
      const disturbing = disturb(killsOf(infra, world), calmSeconds, random);
      const killedSeconds = await world.shock(batchId);
      const kills = await disturbing;
      const faults = await world.faults();
      demand(faults.length === 0, `after ${kills.join(', ')}: ${faults.join(', ')}`);
      if (round > 0) rounds.push({ calmSeconds, killedSeconds, kills });
      bench.say(
        `M5 ${size} people, round ${round}: ${calmSeconds.toFixed(1)} s, ${killedSeconds.toFixed(1)} s with ${kills.join(', ')}`,
      );
    }
  } finally {
    await world.stop();
  }
  return rounds;
}

export const measure: Measure = {
  id: 'M5',
  about: 'Crash: the shock of M4 while three services, the broker and PostgreSQL are killed, against undisturbed.',
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
          what: 'shock with five kills ÷ undisturbed',
          size,
          value: of(({ calmSeconds, killedSeconds }) => killedSeconds / calmSeconds),
          floor: { atMost: 1.5 },
          aim: { atMost: 1.25 },
        },
        { what: 'undisturbed', size, value: of(({ calmSeconds }) => calmSeconds), unit: 's' },
        { what: 'with five kills', size, value: of(({ killedSeconds }) => killedSeconds), unit: 's' },
      );
    }
    const notes = [
      `Lost 0, doubled 0, or the measure is void. Seed ${bench.seed}: equal seeds kill the same in the same order.`,
    ];
    return { figures, detail, notes };
  },
};
