import { Controller, Inject, Module, type DynamicModule, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, KafkaContext, Payload, Transport } from '@nestjs/microservices';
import type { DataSource } from 'typeorm';
import { newId } from '#kernel';
import { PlainRow } from './plain-row.js';

const ROWS = Symbol('plain rows');
const SAVED = Symbol('saved');

/** The service that a tutorial writes: one handler for each message, one `save()`, every option left at its default. */
export function plainModule(topic: string, dataSource: DataSource, onSaved: () => void): DynamicModule {
  @Controller()
  class PlainController {
    constructor(
      @Inject(ROWS) private readonly rows: { save(row: PlainRow): Promise<unknown> },
      @Inject(SAVED) private readonly saved: () => void,
    ) {}

    @EventPattern(topic)
    async keep(@Payload() payload: object, @Ctx() context: unknown): Promise<void> {
      const { key, headers } = (context as KafkaContext).getMessage();
      await this.rows.save(
        Object.assign(new PlainRow(), {
          id: newId(),
          topic,
          key: String(key),
          headers: { type: String(headers?.['ce_type']) },
          payload: JSON.stringify(payload),
        }),
      );
      this.saved();
    }
  }

  @Module({})
  class PlainModule {}

  return {
    module: PlainModule,
    controllers: [PlainController],
    providers: [
      { provide: ROWS, useValue: dataSource.getRepository(PlainRow) },
      { provide: SAVED, useValue: onSaved },
    ],
  };
}

/** Messages a second that the plain service takes of a topic, over the first `count` that it saves. */
export async function plainConsumerRate(
  brokers: string,
  topic: string,
  dataSource: DataSource,
  count: number,
): Promise<number> {
  let [saved, began] = [0, 0];
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  const module = plainModule(topic, dataSource, () => {
    began ||= performance.now();
    saved += 1;
    if (saved === count) end((count - 1) / ((performance.now() - began) / 1_000));
  });
  const app: INestMicroservice = await NestFactory.createMicroservice(module, {
    transport: Transport.KAFKA,
    options: {
      client: { brokers: brokers.split(',') },
      consumer: { groupId: `plain-${process.pid}-${Date.now()}` },
      subscribe: { fromBeginning: true },
    },
    logger: false,
  });
  await app.listen();
  const rate = await ended;
  await app.close();
  return rate;
}
