import { TOPICS } from '#contracts';
import { groupOf, kafkaAdapter } from '#messaging';
import { EnrollmentWorld } from './harness/enrollment-world.js';
import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { plainConsumerRate } from './harness/plain-consumer.js';
import { plainDataSource } from './harness/plain-row.js';
import { RawCopy } from './harness/raw-copy.js';
import { RawKafka } from './harness/raw-kafka.js';
import { spreadOf } from './harness/spread.js';
import { demand } from './harness/timed.js';

const BASELINE_ROWS = 1_000;

const all = (name: string, columns: string) => ({ name, columns, rows: `SELECT ${columns} FROM ${name}` });
/** What one move leaves behind in the service. */
const EFFECT = [
  all('inbox', 'consumer, event_id, seen_at'),
  all('person_state', 'person_id, revision, unit_id, unit_level, post, duties, effective_date, left_on'),
  all('assignment_fact', 'person_id, revision, event_id, cause, effective_date, batch_id, after, judged'),
  all(
    'training_duty',
    'id, person_id, programme_id, kind, status, cohort, class_type, unit_id, opened_on, deadline, cause, batch_id, moves, revision',
  ),
  all('duty_cause', 'event_id, duty_id'),
];

interface Round {
  effectSeconds: number;
  readSeconds: number;
  copySeconds: number;
  baselinePerSecond: number;
}

async function measureRound(bench: Bench, size: number): Promise<Round> {
  const { kafka, postgres } = await bench.infra();
  const world = await EnrollmentWorld.create(size);
  const raw = await RawKafka.connect(kafka.brokers);
  const plain = await plainDataSource(postgres.adminUrl);
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
    const copy = new RawCopy(world.database, EFFECT);
    await copy.take();
    const copySeconds = await copy.seconds();
    const baselinePerSecond = await plainConsumerRate(kafka.brokers, topic, plain, BASELINE_ROWS);
    return { effectSeconds, readSeconds, copySeconds, baselinePerSecond };
  } finally {
    await raw.close();
    await plain.destroy();
    await world.stop();
  }
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
      'effect ÷ @EventPattern with save()',
      ({ effectSeconds, baselinePerSecond }) => size / effectSeconds / baselinePerSecond,
      { floor: { atLeast: 30 } },
    ),
    figure('effect', ({ effectSeconds }) => size / effectSeconds, { unit: 'messages/s' }),
    figure('raw eachBatch that does nothing', ({ readSeconds }) => size / readSeconds, { unit: 'messages/s' }),
    figure('COPY of the effect', ({ copySeconds }) => size / copySeconds, { unit: 'messages/s' }),
    figure('@EventPattern with save()', ({ baselinePerSecond }) => baselinePerSecond, { unit: 'messages/s' }),
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
      `The plain service was timed with ${BASELINE_ROWS} messages a round; it keeps one row and sends nothing.`,
    ];
    return { figures, detail, notes };
  },
};
