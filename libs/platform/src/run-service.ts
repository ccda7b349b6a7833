import 'reflect-metadata';
import { Logger, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { Messaging } from '#messaging';
import type { Request } from 'express';
import { readConfig, ServiceConfig } from './config.js';
import { CloseDatabase } from './database/close-database.js';
import { serviceDataSource, type ServiceDatabase } from './database/service-data-source.js';
import { answerUnreadable } from './http/answer-unreadable.js';
import { closeKeptConnections } from './http/close-kept-connections.js';
import { committedDocument } from './http/committed-document.js';
import { validationPipe } from './http/validation.js';
import { JsonLogger } from './logger.js';

export interface ServiceDefinition<C extends ServiceConfig> {
  name: string;
  config: new () => C;
  database: ServiceDatabase;
  module: (config: C) => DynamicModule;
  /** Addresses of uploads whose body the service reads itself, as it comes. */
  streamed?: RegExp;
}

const UPLOAD_LIMIT = '300mb';
const UPLOAD_TYPES = [
  'text/csv',
  'application/x-ndjson',
  'text/plain',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

/** The whole life of a service process: `main.js` serves, `main.js migrate` migrates its database and ends. */
export async function runService<C extends ServiceConfig>(definition: ServiceDefinition<C>): Promise<void> {
  try {
    const config = readConfig(definition.config);
    if (process.argv[2] === 'migrate') await migrateDatabase(definition.name, definition.database, config);
    else await serve(definition, config);
  } catch (error) {
    new JsonLogger(definition.name, 'error').error(error instanceof Error ? error : String(error), 'main');
    process.exit(1);
  }
}

/** Applies the migrations that are missing, as the owner of the tables. */
export async function migrateDatabase(
  name: string,
  database: ServiceDatabase,
  config: Pick<ServiceConfig, 'DATABASE_URL' | 'DATABASE_OWNER_URL' | 'LOG_LEVEL'>,
): Promise<void> {
  const dataSource = await serviceDataSource(
    database,
    config.DATABASE_OWNER_URL ?? config.DATABASE_URL,
    2,
  ).initialize();
  const applied = await dataSource.runMigrations();
  await dataSource.destroy();
  new JsonLogger(name, config.LOG_LEVEL).log(`Applied ${applied.length} migrations`, 'migrate');
}

async function serve<C extends ServiceConfig>(definition: ServiceDefinition<C>, config: C): Promise<void> {
  const app = await createService(definition, config);
  // Before anything listens: a signal during the start must stop it too.
  // And it ends the process: a client that waits for a broker that is away would keep it for another minute.
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop(app).then(() => process.exit()));
  await app.listen(config.PORT);
  new Logger(definition.name).log(`Listening on ${config.PORT}`);
}

/** Builds the application with its HTTP side and its consumer, which joins its groups meanwhile; the caller listens. */
export async function createService<C extends ServiceConfig>(
  { name, module, streamed }: ServiceDefinition<C>,
  config: C,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module(config), {
    logger: new JsonLogger(name, config.LOG_LEVEL),
    abortOnError: false,
    bodyParser: false,
  });
  closeKeptConnections(app.getHttpServer());
  answerUnreadable(app.getHttpServer());
  app.useBodyParser('raw', {
    type: request => !streamed?.test(request.url ?? '') && Boolean((request as Request).is(UPLOAD_TYPES)),
    limit: UPLOAD_LIMIT,
  });
  app.useBodyParser('json', { limit: '20mb' });
  app.useGlobalPipes(validationPipe());
  app.disable('x-powered-by');
  // The gateway inside the cluster says whose request it forwards; nobody outside can reach us past it.
  app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  SwaggerModule.setup('docs', app, () => committedDocument(app, name), { jsonDocumentUrl: 'docs-json' });
  app.connectMicroservice({ strategy: app.get(Messaging).transport() });
  await app.startAllMicroservices();
  return app;
}

/** HTTP and consumer first, then loops and relay, the database last. */
export async function stop(app: NestExpressApplication): Promise<void> {
  const database = app.get(CloseDatabase, { strict: false });
  await app.close();
  await database.close();
}
