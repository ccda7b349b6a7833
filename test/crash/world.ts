import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaClientName } from '#messaging';
import {
  createServiceDatabase,
  startEmbeddedKafka,
  startEmbeddedPostgres,
  TestIssuer,
  withDatabase,
  type PostgresServer,
  temporaryFolder,
} from '#testing';
import { Broker } from './broker.js';
import type { CrashService } from './services.js';
import { Victim } from './victim.js';

/** How long a silent member stays in its group: short, so that the harness need not wait for the dead. */
const SESSION_MS = 2_000;

/** Servers and processes of one run: a durable PostgreSQL, a broker, and the three services around them. */
export class CrashWorld {
  private constructor(
    readonly folder: string,
    readonly postgres: PostgresServer,
    readonly broker: Broker,
    readonly source: Victim,
    readonly sink: Victim,
    readonly echo: Victim,
    /** Second replicas; started only where a scenario wants them. */
    readonly source2: Victim,
    readonly sink2: Victim,
    /** As the superuser, for the oracle. */
    readonly databases: Record<CrashService, string>,
    private readonly issuer: TestIssuer,
  ) {}

  /** `oneByOne` makes every claim and every transaction hold one message, so that a position is a message. */
  static async start(kafkaClient: KafkaClientName, oneByOne: boolean): Promise<CrashWorld> {
    const folder = await temporaryFolder('crash');
    const issuer = await TestIssuer.start();
    const [postgres, kafka] = await Promise.all([
      startEmbeddedPostgres({ folder: join(folder, 'postgres'), durable: true }),
      startEmbeddedKafka(join(folder, 'kafka')),
    ]);
    const databases = {} as Record<CrashService, string>;
    const victim = async (name: string, service: CrashService): Promise<Victim> => {
      const urls = await createServiceDatabase(postgres.adminUrl, `crash_${service}`);
      databases[service] = withDatabase(postgres.adminUrl, `crash_${service}`);
      const env = {
        DATABASE_URL: urls.url,
        DATABASE_OWNER_URL: urls.ownerUrl,
        KAFKA_BROKERS: kafka.brokers,
        KAFKA_CLIENT: kafkaClient,
        KAFKA_CREATE_TOPICS: 'on',
        KAFKA_SESSION_MS: String(SESSION_MS),
        ...(oneByOne ? { RELAY_ROWS: '1', CONSUMER_ROWS: '1' } : {}),
        JWKS_URL: issuer.jwksUrl,
        TOKEN_ISSUER: issuer.issuer,
        LOG_LEVEL: 'info',
      };
      return Victim.create({ name, service, folder, env });
    };
    const world = new CrashWorld(
      folder,
      postgres,
      new Broker(kafka),
      await victim('source', 'source'),
      await victim('sink', 'sink'),
      await victim('echo', 'echo'),
      await victim('source2', 'source'),
      await victim('sink2', 'sink'),
      databases,
      issuer,
    );
    await Promise.all([world.source, world.sink, world.echo].map(one => one.migrate()));
    for (const one of [world.source, world.sink, world.echo]) one.start();
    await Promise.all([world.source, world.sink, world.echo].map(one => one.ready()));
    return world;
  }

  get sessionMs(): number {
    return SESSION_MS;
  }

  /** An access token of an operator, who has the services send again what they have sent. */
  operator(): Promise<string> {
    return this.issuer.token({ subject: 'crash', roles: ['operator'] });
  }

  async stop(keepFolder: boolean): Promise<void> {
    for (const one of [this.source, this.source2, this.sink, this.sink2, this.echo]) one.signal('SIGCONT');
    await Promise.all([this.source, this.source2, this.sink, this.sink2, this.echo].map(one => one.terminate(5_000)));
    await Promise.all([this.postgres.stop(), this.broker.server.stop()]);
    await this.issuer.stop();
    if (!keepFolder) await rm(this.folder, { recursive: true, force: true });
  }
}
