import pg from 'pg';
import { TOPICS } from '#contracts';
import { kafkaAdapter } from '#messaging';
import { asAdmin, withDatabase } from '#testing';
import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import {
  BYSTANDER_MS,
  drain,
  KEEP,
  ROWS_PER_CLAIM,
  waitBesideBystander,
  type Drain,
  type Send,
} from './harness/drain-outbox.js';
import { WAYS } from './harness/outbox-ways.js';
import { spreadOf } from './harness/spread.js';

const ROWS_PER_SEND = 1_000;

interface Taken {
  alone: Drain;
  sent: Drain;
  waitMs: number;
}

type Round = Record<string, Taken>;

async function measureSize(bench: Bench, size: number): Promise<Round[]> {
  const { kafka, postgres } = await bench.infra();
  const database = `relay_choice_${size}`;
  await asAdmin(postgres.adminUrl, 'postgres', admin => admin.query(`CREATE DATABASE ${database}`));
  const client = new pg.Client({ connectionString: withDatabase(postgres.adminUrl, database) });
  const bystander = new pg.Client({ connectionString: postgres.adminUrl });
  const adapter = await kafkaAdapter('kafkajs', 'relay-choice', kafka.brokers.split(','));
  const topic = `relay-choice-${size}`;
  await adapter.createTopics([{ topic, partitions: TOPICS.assignmentBatch.partitions }]);
  const port = adapter.producer();
  await Promise.all([client.connect(), bystander.connect(), port.connect()]);
  const send: Send = async rows => {
    for (let from = 0; from < rows.length; from += ROWS_PER_SEND) {
      const messages = rows.slice(from, from + ROWS_PER_SEND);
      await port.send([{ topic, messages: messages.map(({ payload, ...rest }) => ({ ...rest, value: payload })) }]);
    }
  };
  const rounds: Round[] = [];
  try {
    await client.query(KEEP, [topic, size]);
    await client.query('CREATE UNIQUE INDEX ON kept_outbox (seq)');
    for (const { create } of WAYS) await client.query(create);
    for (let round = 0; round <= bench.rounds; round++) {
      const taken: Round = {};
      // Each round begins with another way, so that none always has the quieter moment.
      for (const way of [...WAYS.slice(round % WAYS.length), ...WAYS.slice(0, round % WAYS.length)]) {
        const alone = await drain(client, way, size, () => Promise.resolve());
        const sent = await drain(client, way, size, send);
        taken[way.name] = { alone, sent, waitMs: await waitBesideBystander(client, bystander, way) };
      }
      if (round > 0) rounds.push(taken);
      bench.say(`relay choice ${size}, round ${round}: ${WAYS.map(way => rate(size, taken[way.name])).join(', ')}`);
    }
  } finally {
    await Promise.all([client.end(), bystander.end(), port.disconnect()]);
    await asAdmin(postgres.adminUrl, 'postgres', admin => admin.query(`DROP DATABASE ${database}`));
  }
  return rounds;
}

const rate = (size: number, taken: Taken | undefined): string =>
  taken ? `${Math.round(size / taken.alone.seconds)}/${Math.round(size / taken.sent.seconds)} rows/s` : '';

function figuresOf(size: number, rounds: Round[]): Figure[] {
  return WAYS.flatMap(({ name }) => {
    const figure = (what: string, unit: string, of: (taken: Taken) => number): Figure => ({
      what: `${name}: ${what}`,
      size,
      unit,
      value: spreadOf(rounds.map(round => of(round[name] as Taken))),
    });
    return [
      figure('taken', 'rows/s', ({ alone }) => size / alone.seconds),
      figure('taken and sent', 'rows/s', ({ sent }) => size / sent.seconds),
      figure('WAL', 'bytes a row', ({ alone }) => alone.walBytes / size),
      figure('table afterwards', 'MB', ({ alone }) => alone.tableBytes / 1e6),
      figure(`wait beside a stranger's transaction of ${BYSTANDER_MS} ms`, 'ms', ({ waitMs }) => waitMs),
    ];
  });
}

export const measure: Measure = {
  id: 'relay',
  about: 'Ways in which a relay can take rows: claim and delete, mark, or a cursor (docs/adr/0002).',
  byDefault: false,
  async run(bench): Promise<Outcome> {
    const figures: Figure[] = [];
    const detail: Record<number, Round[]> = {};
    for (const size of bench.sizes) {
      const rounds = await measureSize(bench, size);
      figures.push(...figuresOf(size, rounds));
      detail[size] = rounds;
    }
    const notes = [`Claims of ${ROWS_PER_CLAIM} rows, sends of ${ROWS_PER_SEND}; the cursor reads one lane only.`];
    return { figures, detail, notes };
  },
};
