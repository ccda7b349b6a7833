import { TOPICS } from '#contracts';
import { kafkaAdapter, MessageWatch, Relay, Transaction, type KafkaAdapter } from '#messaging';
import { eventually } from '#testing';
import { ApplyBatchChunkHandler } from '../apps/staff/src/use-cases/apply-batch-chunk.js';
import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { RawKafka, type RawMessage } from './harness/raw-kafka.js';
import { spreadOf } from './harness/spread.js';
import { StaffWorld } from './harness/staff-world.js';
import { demand, timed } from './harness/timed.js';

const TOPIC = TOPICS.assignmentBatch.name;
/** What a service's configuration says when nothing is set. */
const ROWS_PER_CLAIM = 4_000;
const BASELINE_ROWS = 1_000;

interface Round {
  relaySeconds: number;
  sendSeconds: number;
  baselinePerSecond: number;
}

async function measureSize(bench: Bench, size: number): Promise<Round[]> {
  const { kafka } = await bench.infra();
  const world = await StaffWorld.create(size);
  const raw = await RawKafka.connect(kafka.brokers);
  const adapter = await kafkaAdapter('kafkajs', 'bench', kafka.brokers.split(','));
  await adapter.createTopics([{ topic: TOPIC, partitions: TOPICS.assignmentBatch.partitions }]);
  const rounds: Round[] = [];
  try {
    const messages = await fillOutbox(world);
    for (let round = 0; round <= bench.rounds; round++) {
      const measured = {
        relaySeconds: await carry(world, adapter, raw, messages),
        sendSeconds: await raw.sendSeconds(TOPIC, messages),
        baselinePerSecond: await oneByOne(world, raw, messages.slice(0, BASELINE_ROWS)),
      };
      if (round > 0) rounds.push(measured);
      const { relaySeconds, sendSeconds } = measured;
      bench.say(
        `M2 ${size} rows, round ${round}: ${perSecond(size, relaySeconds)}, raw ${perSecond(size, sendSeconds)}`,
      );
    }
  } finally {
    await raw.close();
    await world.close();
  }
  return rounds;
}

const perSecond = (size: number, seconds: number): string => `${Math.round(size / seconds)}/s`;

/** Real events of a real batch, kept aside so that every round carries the same. */
async function fillOutbox(world: StaffWorld): Promise<RawMessage[]> {
  await world.releaseRound(1);
  const handler = new ApplyBatchChunkHandler(new Transaction(world.dataSource));
  while (await handler.execute());
  await world.database.query('CREATE TABLE outbox_kept AS SELECT * FROM outbox');
  await world.database.query('CREATE TABLE marked AS SELECT seq, false AS sent FROM outbox ORDER BY seq LIMIT 1000');
  await world.database.query('ALTER TABLE marked ADD PRIMARY KEY (seq)');
  return world.database.query<RawMessage>('SELECT key, headers, payload AS value FROM outbox_kept ORDER BY lane, seq');
}

/** Counts what the relay says it sent: to ask the outbox itself again and again would read all that is dead in it. */
class SentCount extends MessageWatch {
  total = 0;

  override sent(messages: number): void {
    this.total += messages;
  }
}

/** Seconds from the start of the relay until everything is acknowledged and the outbox is empty. */
async function carry(world: StaffWorld, adapter: KafkaAdapter, raw: RawKafka, messages: RawMessage[]): Promise<number> {
  const { database, dataSource } = world;
  await database.query('TRUNCATE outbox, sent_message');
  await database.query('INSERT INTO outbox OVERRIDING SYSTEM VALUE SELECT * FROM outbox_kept');
  await database.query('VACUUM ANALYZE outbox');
  await database.query('CHECKPOINT');
  const before = await raw.ends(TOPIC);
  const count = new SentCount();
  const relay = new Relay(dataSource, adapter.producer(), new Transaction(dataSource), ROWS_PER_CLAIM, count);
  const seconds = await timed(async () => {
    await relay.start();
    const patience = { timeoutMs: 600_000, everyMs: 5 };
    await eventually(() => count.total >= messages.length, 'all messages are sent', patience);
  });
  await relay.stop();
  demand((await database.query('SELECT FROM outbox LIMIT 1')).length === 0, 'rows are left in the outbox');
  await demandEachOnce(raw, before, messages);
  return seconds;
}

/** Every message stands on the topic, each once. */
async function demandEachOnce(raw: RawKafka, before: Map<number, string>, messages: RawMessage[]): Promise<void> {
  const after = await raw.ends(TOPIC);
  const arrived = [...after].reduce((sum, [partition, end]) => sum + Number(end) - Number(before.get(partition)), 0);
  demand(arrived === messages.length, `${arrived} messages arrived of ${messages.length}`);
  const missing = new Set(messages.map(({ headers }) => headers['ce_id']));
  await raw.readSeconds(TOPIC, before, messages.length, id => void missing.delete(id));
  demand(missing.size === 0, `${missing.size} messages never arrived`);
}

async function oneByOne({ database }: StaffWorld, raw: RawKafka, messages: RawMessage[]): Promise<number> {
  const seqs = await database.query<{ seq: string }>('SELECT seq FROM marked ORDER BY seq');
  return raw.sendOneByOne(TOPIC, messages, n =>
    database.query('UPDATE marked SET sent = true WHERE seq = $1', [seqs[n]?.seq]),
  );
}

function figuresOf(size: number, rounds: Round[]): Figure[] {
  const figure = (what: string, of: (round: Round) => number, more: Partial<Figure> = {}): Figure => ({
    what,
    size,
    value: spreadOf(rounds.map(of)),
    ...more,
  });
  return [
    figure('relay ÷ raw send of the same bytes', ({ relaySeconds, sendSeconds }) => sendSeconds / relaySeconds, {
      floor: { atLeast: 0.6 },
      aim: { atLeast: 0.85 },
    }),
    figure(
      'relay ÷ send one, mark one',
      ({ relaySeconds, baselinePerSecond }) => size / relaySeconds / baselinePerSecond,
      { floor: { atLeast: 20 } },
    ),
    figure('relay', ({ relaySeconds }) => size / relaySeconds, { unit: 'messages/s' }),
    figure('raw send of the same bytes', ({ sendSeconds }) => size / sendSeconds, { unit: 'messages/s' }),
    figure('send one, mark one', ({ baselinePerSecond }) => baselinePerSecond, { unit: 'messages/s' }),
  ];
}

export const measure: Measure = {
  id: 'M2',
  about: 'Relay: outbox rows read, sent, acknowledged and deleted, against the bare client sending the same bytes.',
  byDefault: true,
  async run(bench): Promise<Outcome> {
    const figures: Figure[] = [];
    const detail: Record<number, Round[]> = {};
    for (const size of bench.sizes) {
      const rounds = await measureSize(bench, size);
      figures.push(...figuresOf(size, rounds));
      detail[size] = rounds;
    }
    const notes = [
      `Relay and raw send both wait for every acknowledgement; "send one, mark one" was timed with ${BASELINE_ROWS} rows.`,
    ];
    return { figures, detail, notes };
  },
};
