import { Controller, Inject, Module, type DynamicModule, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, KafkaContext, Payload, Transport } from '@nestjs/microservices';
import { newId } from '#kernel';

export interface PlainMessage {
  payload: object;
  key: string;
  headers: Record<string, unknown>;
}

export type Keep = (message: PlainMessage) => Promise<void>;

const KEEP = Symbol('keep');

/** The service that a tutorial writes: one handler for each message, one `save()`, every option left at its default. */
function plainModule(topic: string, keep: Keep): DynamicModule {
  @Controller()
  class PlainController {
    constructor(@Inject(KEEP) private readonly kept: Keep) {}

    @EventPattern(topic)
    async on(@Payload() payload: object, @Ctx() context: unknown): Promise<void> {
      const { key, headers = {} } = (context as KafkaContext).getMessage();
      await this.kept({ payload, key: String(key), headers });
    }
  }

  @Module({})
  class PlainModule {}

  return {
    module: PlainModule,
    controllers: [PlainController],
    providers: [{ provide: KEEP, useValue: keep }],
  };
}

/** Runs it on a topic, from its beginning. */
export async function startPlain(brokers: string, topic: string, keep: Keep): Promise<INestMicroservice> {
  const app: INestMicroservice = await NestFactory.createMicroservice(plainModule(topic, keep), {
    transport: Transport.KAFKA,
    options: {
      client: { brokers: brokers.split(',') },
      consumer: { groupId: `plain-${newId()}` },
      subscribe: { fromBeginning: true },
    },
    logger: false,
  });
  await app.listen();
  return app;
}

/** Messages a second that the plain service takes of a topic, over the first `count` that it saves. */
export async function plainConsumerRate(brokers: string, topic: string, keep: Keep, count: number): Promise<number> {
  let [saved, began] = [0, 0];
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  const app = await startPlain(brokers, topic, async message => {
    await keep(message);
    began ||= performance.now();
    saved += 1;
    if (saved === count) end((count - 1) / ((performance.now() - began) / 1_000));
  });
  const rate = await ended;
  await app.close();
  return rate;
}
