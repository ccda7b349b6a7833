import { TOPICS } from '#contracts';
import { groupOf, kafkaAdapter } from '#messaging';
import { EnrollmentWorld } from './harness/enrollment-world.js';
import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { plainConsumerRate, type PlainMessage } from './harness/plain-consumer.js';
import { followPlainly } from './harness/plain-follow.js';
import { keepRow, plainDataSource } from './harness/plain-row.js';
import { plainServices } from './harness/plain-pipeline.js';
import { RawCopy } from './harness/raw-copy.js';
import { RawKafka } from './harness/raw-kafka.js';
import { spreadOf } from './harness/spread.js';
import { demand } from './harness/timed.js';

const BASELINE_ROWS = 1_000;

const all = (name: string, columns: string) => ({ name, columns, rows: `SELECT ${columns} FROM ${name}` });
/** What one move leaves behind in the tables of the service. */
const STATE = [
  all('inbox', 'consumer, event_id, seen_at'),
  all('person_state', 'person_id, revision, unit_id, unit_level, post, duties, effective_date, left_on'),
  all('assignment_fact', 'person_id, revision, event_id, cause, effective_date, batch_id, after, judged, duty_id'),
  all(
    'training_duty',
    'id, person_id, programme_id, kind, status, cohort, class_type, unit_id, opened_on, deadline, cause, batch_id, moves, revision',
  ),
];
/** And with the news that it has for others. */
const EFFECT = [...STATE, all('outbox', 'lane, seq, topic, key, headers, payload')];

interface Round {
  effectSeconds: number;
  readSeconds: number;
  copySeconds: number;
  copyOfStateSeconds: number;
  plainPerSecond: number;
  plainRowsPerSecond: number;
}

async function measureRound(bench: Bench, size: number): Promise<Round> {
  const { kafka, postgres } = await bench.infra();
  const world = await EnrollmentWorld.create(size);
  const raw = await RawKafka.connect(kafka.brokers);
  const plain = await plainServices(postgres.adminUrl);
  const rowsOnly = await plainDataSource(postgres.adminUrl);
  try {
    const { topic } = world;
    const group = groupOf(world.group, TOPICS.assignmentBatch.name);
    const adapter = await kafkaAdapter('kafkajs', 'bench', kafka.brokers.split(','));
    await adapter.createTopics([{ topic, partitions: TOPICS.assignmentBatch.partitions }]);
    const start = await raw.ends(topic);
    await raw.sendSeconds(topic, await world.news());
    await world.database.query('CHECKPOINT');
    await world.start();
    const ended = await raw.whenCommitted(group, topic);
    const effectSeconds = (ended - (await world.began())) / 1_000;
    const faults = await world.faults();
    demand(faults.length === 0, faults.join(', '));
    const readSeconds = await raw.readSeconds(topic, start, size);
    const copySeconds = await secondsToCopy(world, EFFECT);
    const copyOfStateSeconds = await secondsToCopy(world, STATE);
    const follow = async (message: PlainMessage) => void (await followPlainly(plain, message));
    const plainPerSecond = await plainConsumerRate(kafka.brokers, topic, follow, BASELINE_ROWS);
    const keep = (message: PlainMessage) => keepRow(rowsOnly, topic, message);
    const plainRowsPerSecond = await plainConsumerRate(kafka.brokers, topic, keep, BASELINE_ROWS);
    return { effectSeconds, readSeconds, copySeconds, copyOfStateSeconds, plainPerSecond, plainRowsPerSecond };
  } finally {
    await raw.close();
    await plain.destroy();
    await rowsOnly.destroy();
    await world.stop();
  }
}

async function secondsToCopy({ database }: EnrollmentWorld, tables: typeof STATE): Promise<number> {
  const copy = new RawCopy(database, tables);
  await copy.take();
  return copy.seconds();
}

function figuresOf(size: number, rounds: Round[]): Figure[] {
  const figure = (what: string, of: (round: Round) => number, more: Partial<Figure> = {}): Figure => ({
    what,
    size,
    value: spreadOf(rounds.map(of)),
    ...more,
  });
  return [
    figure(
      'effect ÷ slower raw limit',
      ({ effectSeconds, readSeconds, copySeconds }) => Math.max(readSeconds, copySeconds) / effectSeconds,
      { floor: { atLeast: 0.25 }, aim: { atLeast: 0.45 } },
    ),
    figure(
      'effect ÷ plain service, @EventPattern with save()',
      ({ effectSeconds, plainPerSecond }) => size / effectSeconds / plainPerSecond,
      { floor: { atLeast: 30 } },
    ),
    figure(
      'effect ÷ slower raw limit without the outbox',
      ({ effectSeconds, readSeconds, copyOfStateSeconds }) => Math.max(readSeconds, copyOfStateSeconds) / effectSeconds,
    ),
    figure(
      'effect ÷ @EventPattern with save() of one row',
      ({ effectSeconds, plainRowsPerSecond }) => size / effectSeconds / plainRowsPerSecond,
    ),
    figure('effect', ({ effectSeconds }) => size / effectSeconds, { unit: 'messages/s' }),
    figure('raw eachBatch that does nothing', ({ readSeconds }) => size / readSeconds, { unit: 'messages/s' }),
    figure('COPY of the effect', ({ copySeconds }) => size / copySeconds, { unit: 'messages/s' }),
    figure('plain service', ({ plainPerSecond }) => plainPerSecond, { unit: 'messages/s' }),
    figure('save() of one row', ({ plainRowsPerSecond }) => plainRowsPerSecond, { unit: 'messages/s' }),
  ];
}

export const measure: Measure = {
  id: 'M3',
  about: 'Effect: messages of a batch turned into inbox marks, people, duties and outbox rows.',
  byDefault: true,
  async run(bench): Promise<Outcome> {
    const figures: Figure[] = [];
    const detail: Record<number, Round[]> = {};
    for (const size of bench.sizes) {
      const rounds: Round[] = [];
      for (let round = 0; round <= bench.rounds; round++) {
        const measured = await measureRound(bench, size);
        if (round > 0) rounds.push(measured);
        bench.say(`M3 ${size} messages, round ${round}: ${Math.round(size / measured.effectSeconds)}/s`);
      }
      figures.push(...figuresOf(size, rounds));
      detail[size] = rounds;
    }
    const notes = [
      'From the start of the first transaction until the offsets of all messages are committed. The outbox rows are written too; the relay is held back, M2 and M4 measure it.',
      'COPY writes the same rows, outbox included, into tables without a key.',
      `The plain service was timed with ${BASELINE_ROWS} messages a round; it keeps what ours keeps (mark, person, move, duty, outbox row) and checks nothing. The one that saves a row keeps the message and no more.`,
    ];
    return { figures, detail, notes };
  },
};
