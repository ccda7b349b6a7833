import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { newId } from '#kernel';
import { kafkaAdapter } from '#messaging';
import { plainModule } from './plain-consumer.js';
import { PlainRow } from './plain-row.js';

/** What a tutorial builds of two services: each change saved and emitted, each event received and saved. */
export async function plainPipelineRate(brokers: string, dataSource: DataSource, count: number): Promise<number> {
  const topic = `plain-${randomBytes(4).toString('hex')}`;
  const adapter = await kafkaAdapter('kafkajs', 'plain', brokers.split(','));
  await adapter.createTopics([{ topic, partitions: 3 }]);
  let saved = 0;
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  const client = { brokers: brokers.split(',') };
  const app = await NestFactory.createMicroservice(
    plainModule(topic, dataSource, () => {
      if (++saved === count) end(performance.now());
    }),
    {
      transport: Transport.KAFKA,
      options: { client, consumer: { groupId: topic }, subscribe: { fromBeginning: true } },
      logger: false,
    },
  );
  await app.listen();
  const emitter = ClientProxyFactory.create({
    transport: Transport.KAFKA,
    options: { client, producerOnlyMode: true },
  });
  await emitter.connect();
  const rows = dataSource.getRepository(PlainRow);
  const began = performance.now();
  for (let n = 0; n < count; n++) {
    const key = randomUUID();
    const payload = { personId: key, cause: 'election', effectiveDate: '2026-03-15', before: POST, after: POST };
    await rows.save(
      Object.assign(new PlainRow(), { id: newId(), topic, key, headers: {}, payload: JSON.stringify(payload) }),
    );
    emitter.emit(topic, { key, value: payload, headers: { ce_type: 'staff.StaffReassigned' } }).subscribe();
  }
  const rate = count / (((await ended) - began) / 1_000);
  await emitter.close();
  await app.close();
  return rate;
}

const POST = { unitId: randomUUID(), unitLevel: 'commune', post: 'office-statistics-officer', duties: ['one-stop'] };
