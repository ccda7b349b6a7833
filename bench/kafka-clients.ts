import { randomBytes } from 'node:crypto';
import { newId } from '#kernel';
import { KAFKA_CLIENTS, kafkaAdapter, type KafkaClientName } from '#messaging';
import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { piecesOf, type RawMessage } from './harness/raw-kafka.js';
import { spreadOf } from './harness/spread.js';
import { demand, timed } from './harness/timed.js';

interface Round {
  sendSeconds: number;
  readSeconds: number;
}

/** The messages of a batch, as long as the real ones. */
const messagesOf = (size: number): RawMessage[] =>
  Array.from({ length: size }, () => {
    const personId = newId();
    const post = { unitId: newId(), unitLevel: 'commune', post: 'office-statistics-officer', duties: ['one-stop'] };
    const value = JSON.stringify({
      personId,
      cause: 'election',
      effectiveDate: '2026-03-15',
      before: post,
      after: post,
    });
    const headers = { ce_id: newId(), ce_type: 'staff.StaffReassigned', schemaversion: '1', revision: '2' };
    return { key: personId, headers, value };
  });

/** Through our port, as the relay and the transport use it: idempotent, acknowledged, in order; offsets committed. */
async function measureClient(brokers: string, client: KafkaClientName, messages: RawMessage[]): Promise<Round> {
  const topic = `clients-${randomBytes(4).toString('hex')}`;
  const adapter = await kafkaAdapter(client, 'bench', brokers.split(','));
  await adapter.createTopics([{ topic, partitions: 3 }]);
  const producer = adapter.producer();
  await producer.connect();
  const sendSeconds = await timed(async () => {
    for (const piece of piecesOf(messages)) await producer.send([{ topic, messages: piece }]);
  });
  await producer.disconnect();
  const missing = new Set(messages.map(({ headers }) => headers['ce_id']));
  let [began, seen] = [0, 0];
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  const consumer = adapter.consumer({
    groupId: topic,
    topics: [topic],
    handle: async (batch, delivery) => {
      began ||= performance.now();
      for (const { headers } of batch.messages) missing.delete(headers['ce_id'] ?? '');
      seen += batch.messages.length;
      await delivery.done(batch.messages.at(-1)?.offset ?? '0');
      if (seen >= messages.length) end((performance.now() - began) / 1_000);
    },
    listener: { joined: () => undefined, lost: () => undefined, dead: () => undefined },
  });
  await consumer.start();
  const readSeconds = await ended;
  await consumer.stop();
  demand(seen === messages.length && missing.size === 0, `${client}: ${seen} read, ${missing.size} missing`);
  return { sendSeconds, readSeconds };
}

async function measureSize(bench: Bench, size: number): Promise<Record<KafkaClientName, Round[]>> {
  const { kafka } = await bench.infra();
  const messages = messagesOf(size);
  const rounds: Record<KafkaClientName, Round[]> = { kafkajs: [], platformatic: [] };
  for (let round = 0; round <= bench.rounds; round++)
    for (const client of KAFKA_CLIENTS) {
      const measured = await measureClient(kafka.brokers, client, messages);
      if (round > 0) rounds[client].push(measured);
      const { sendSeconds, readSeconds } = measured;
      bench.say(
        `${client}, round ${round}: ${Math.round(size / sendSeconds)} sent/s, ${Math.round(size / readSeconds)} read/s`,
      );
    }
  return rounds;
}

export const measure: Measure = {
  id: 'clients',
  about: 'The two Kafka clients behind the port: messages sent and read a second.',
  byDefault: false,
  async run(bench): Promise<Outcome> {
    const figures: Figure[] = [];
    const detail: Record<number, unknown> = {};
    for (const size of bench.sizes) {
      const rounds = await measureSize(bench, size);
      detail[size] = rounds;
      for (const client of KAFKA_CLIENTS) {
        const of = (value: (round: Round) => number) => spreadOf(rounds[client].map(value));
        figures.push(
          { what: `${client}: sent`, size, value: of(({ sendSeconds }) => size / sendSeconds), unit: 'messages/s' },
          { what: `${client}: read`, size, value: of(({ readSeconds }) => size / readSeconds), unit: 'messages/s' },
        );
      }
    }
    return { figures, detail };
  },
};
