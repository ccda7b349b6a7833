import type { NestExpressApplication } from '@nestjs/platform-express';
import { randomUUID } from 'node:crypto';
import { ConsumerHealth } from '#messaging';
import { createService, stop, type ServiceConfig, type ServiceDefinition } from '#platform';
import { eventually } from './eventually.js';
import { freePort } from './infra/free-port.js';
import { contractFaults } from './contract-faults.js';
import { testEndpoints } from './infra/test-endpoints.js';
import { testDatabase, type TestDatabase } from './test-database.js';
import { TestIssuer } from './test-issuer.js';

export interface Answer<Body = unknown> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Call {
  /** Roles of the token; no token at all when left out. */
  as?: string[];
  subject?: string;
  /** Units of the token; the whole province when left out. */
  units?: string[];
  body?: unknown;
  /** Sent as it is, with its content type. */
  raw?: { type: string; content: string | Buffer };
  headers?: Record<string, string>;
}

/** One real service in this process: its own migrated database, the run's Kafka, HTTP on a free port. */
export class ServiceUnderTest {
  private constructor(
    private readonly name: string,
    readonly app: NestExpressApplication,
    readonly database: TestDatabase,
    readonly issuer: TestIssuer,
    readonly url: string,
    /** What stands before the names of this service's topics on the run's broker. */
    readonly topicPrefix: string,
  ) {}

  static async start<C extends ServiceConfig>(
    definition: ServiceDefinition<C>,
    settings: Partial<C> = {},
    { joined = true }: { joined?: boolean } = {},
  ): Promise<ServiceUnderTest> {
    const database = await testDatabase(definition.name, definition.database);
    const issuer = await TestIssuer.start();
    const port = await freePort();
    // Topics of its own: specs share one broker, and none may read what another wrote.
    const topicPrefix = `${randomUUID().slice(0, 8)}.`;
    const config = Object.assign(new definition.config(), {
      PORT: port,
      DATABASE_URL: database.url,
      KAFKA_BROKERS: testEndpoints().brokers,
      KAFKA_CREATE_TOPICS: 'on',
      KAFKA_TOPIC_PREFIX: topicPrefix,
      JWKS_URL: issuer.jwksUrl,
      TOKEN_ISSUER: issuer.issuer,
      LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'error',
      ...settings,
    });
    const app = await createService(definition, config);
    await app.listen(port);
    const url = `http://127.0.0.1:${port}`;
    const started = new ServiceUnderTest(definition.name, app, database, issuer, url, topicPrefix);
    if (joined) await started.join();
    return started;
  }

  private async join(): Promise<void> {
    const consumer = this.app.get(ConsumerHealth, { strict: false });
    try {
      await eventually(() => consumer.report().ready, `${this.name} is a member of its groups`, { everyMs: 10 });
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    { as, subject = 'tester', units, body, raw, headers = {} }: Call = {},
  ): Promise<Answer<Body>> {
    const token = as ? { authorization: `Bearer ${await this.issuer.token({ subject, roles: as, units })}` } : {};
    const content =
      raw ?? (body === undefined ? undefined : { type: 'application/json', content: JSON.stringify(body) });
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...token, ...(content ? { 'content-type': content.type } : {}), ...headers },
      ...(content ? { body: content.content } : {}),
    });
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? '';
    const read = (/json/.test(type) && text ? JSON.parse(text) : text) as Body;
    // Whatever a spec is about, what it is answered must be what the service says in its OpenAPI document.
    const faults = contractFaults(this.name, method, path, answer.status, type, read);
    if (faults.length > 0) throw new Error(`${faults.join('\n')}\nin ${text.slice(0, 2_000)}`);
    return { status: answer.status, headers: answer.headers, body: read };
  }

  async stop(): Promise<void> {
    await stop(this.app);
    await this.issuer.stop();
    await this.database.close();
  }
}
