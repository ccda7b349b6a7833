import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { randomBytes, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { kafkaAdapter } from '#messaging';
import { startPlain } from './plain-consumer.js';
import { followPlainly } from './plain-follow.js';
import { appointPlainly, movePlainly, PlainPost } from './plain-registry.js';
import { PlainDutyChange, PlainDutyFact, PlainMoveFact, reportDuty, reportMove } from './plain-report.js';
import { PlainDuty, PlainInbox, PlainMove, PlainOutbox, PlainPerson } from './plain-training.js';

const ENTITIES = [
  PlainPost,
  PlainInbox,
  PlainPerson,
  PlainMove,
  PlainDuty,
  PlainOutbox,
  PlainMoveFact,
  PlainDutyFact,
  PlainDutyChange,
];

/** The tables of the plain services, a schema each; `url` must allow creating them. */
export async function plainServices(url: string): Promise<DataSource> {
  const dataSource = await new DataSource({ type: 'postgres', url, entities: ENTITIES, logging: false }).initialize();
  for (const name of ['registry', 'training', 'report'])
    await dataSource.query(`CREATE SCHEMA IF NOT EXISTS plain_${name}`);
  await dataSource.synchronize();
  return dataSource;
}

/**
 * People a second whom three plain services carry from the registry to the reports: each change saved and emitted, each
 * event received, saved, and answered by the next one.
 */
export async function plainPipelineRate(brokers: string, dataSource: DataSource, count: number): Promise<number> {
  const [moves, duties] = ['moves', 'duties'].map(name => `plain-${name}-${randomBytes(4).toString('hex')}`) as [
    string,
    string,
  ];
  const wanted = [moves, duties].map(topic => ({ topic, partitions: 3 }));
  const adapter = await kafkaAdapter('kafkajs', 'plain', brokers.split(','));
  await adapter.createTopics(wanted);
  const emitter = ClientProxyFactory.create({
    transport: Transport.KAFKA,
    options: { client: { brokers: brokers.split(',') }, producerOnlyMode: true },
  });
  await emitter.connect();
  const emit = (topic: string, { id, key, headers, payload }: PlainOutbox): void => {
    emitter.emit(topic, { key, value: payload, headers: { ...headers, ce_id: id } }).subscribe();
  };
  let reported = 0;
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  const oneMore = (): void => {
    if (++reported === 2 * count) end(performance.now());
  };
  const apps = await Promise.all([
    startPlain(brokers, moves, async message => {
      const news = await followPlainly(dataSource, message);
      if (news) emit(duties, news);
    }),
    startPlain(brokers, moves, message => reportMove(dataSource, message).then(oneMore)),
    startPlain(brokers, duties, message => reportDuty(dataSource, message).then(oneMore)),
  ]);
  const people = Array.from({ length: count }, () => randomUUID());
  await appointPlainly(dataSource, people);
  const batchId = randomUUID();
  const began = performance.now();
  for (const personId of people) emit(moves, await movePlainly(dataSource, personId, batchId));
  const rate = count / (((await ended) - began) / 1_000);
  await emitter.close();
  await Promise.all(apps.map(app => app.close()));
  return rate;
}
