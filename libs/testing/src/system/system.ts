import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '#contracts';
import { createServiceDatabase, withDatabase, type DatabaseUrls } from '../infra/service-databases.js';
import { freePort } from '../infra/free-port.js';
import { DemoIssuer } from '../oidc/demo-issuer.js';
import { TestIssuer } from '../test-issuer.js';
import { ApiClient } from './api-client.js';
import { Backlog } from './backlog.js';
import { keyBesideData } from './key-beside-data.js';
import { ServiceProcess } from './service-process.js';

export interface SystemOptions {
  adminUrl: string;
  brokers: string;
  /** Folder with the compiled services. */
  dist: string;
  /** Where the services' logs go. */
  folder: string;
  /** Put before the names of the databases, so that several systems can share a PostgreSQL. */
  databasePrefix: string;
  businessDate?: string;
  supervised: boolean;
  settings?: Record<string, string>;
  /** The services' databases are there and migrated: copies of those of another system. */
  migrated?: boolean;
  /** Also starts the gateway, and as issuer the demonstration's OpenID provider. */
  withGateway?: boolean;
}

/** Who signs access tokens: a test's own issuer, or the demonstration's OpenID provider. */
type TokenIssuer = Pick<TestIssuer, 'issuer' | 'jwksUrl' | 'token' | 'stop'>;

/** The five services as processes around one PostgreSQL and one Kafka. */
export class System {
  private constructor(
    readonly services: Record<ServiceName, ServiceProcess>,
    /** As the superuser, for looking at raw tables. */
    readonly databases: Record<ServiceName, string>,
    readonly issuer: TokenIssuer,
    readonly api: ApiClient,
    readonly backlog: Backlog,
    /** The public door, when it was asked for, and its database as the superuser. */
    readonly gateway: ServiceProcess | undefined,
    readonly gatewayDatabase: string,
  ) {}

  static async start(options: SystemOptions): Promise<System> {
    await mkdir(options.folder, { recursive: true });
    const port = await freePort();
    const gatewayUrl = `http://127.0.0.1:${port}`;
    const demo = options.withGateway ? await DemoIssuer.start({ gatewayUrl }) : undefined;
    const issuer: TokenIssuer = demo ?? (await TestIssuer.start());
    const services = {} as Record<ServiceName, ServiceProcess>;
    const databases = {} as Record<ServiceName, string>;
    const ports = {} as Record<ServiceName, number>;
    for (const name of SERVICES) ports[name] = await freePort();
    // The two that ask each other.
    const doors = {
      STAFF_URL: `http://127.0.0.1:${ports.staff}`,
      ENROLLMENT_URL: `http://127.0.0.1:${ports.enrollment}`,
    };
    for (const name of SERVICES) {
      const database = `${options.databasePrefix}${name}`;
      const urls = await createServiceDatabase(options.adminUrl, database);
      databases[name] = withDatabase(options.adminUrl, database);
      const settings = { ...doors, ...options.settings };
      services[name] = prepare(name, ports[name], urls, issuer, { ...options, settings });
    }
    const gateway = demo && (await prepareGateway(demo, gatewayUrl, services, options));
    const all = [...Object.values(services), ...(gateway ? [gateway] : [])];
    const bare = options.migrated ? all.filter(service => service === gateway) : all;
    await Promise.all(bare.map(service => service.migrate()));
    for (const service of all) service.start();
    await Promise.all(all.map(service => service.ready()));
    const api = new ApiClient(services, issuer);
    const backlog = new Backlog(options.brokers, databases, api);
    const gatewayDatabase = withDatabase(options.adminUrl, `${options.databasePrefix}gateway`);
    return new System(services, databases, issuer, api, backlog, gateway, gatewayDatabase);
  }

  async stop(): Promise<void> {
    await this.backlog.close();
    await this.gateway?.stop();
    await Promise.all(Object.values(this.services).map(service => service.stop()));
    await this.issuer.stop();
  }
}

function prepare(
  name: ServiceName,
  port: number,
  urls: DatabaseUrls,
  issuer: TokenIssuer,
  options: SystemOptions,
): ServiceProcess {
  const { dist, folder, brokers, businessDate, supervised, settings } = options;
  const env = {
    DATABASE_URL: urls.url,
    DATABASE_OWNER_URL: urls.ownerUrl,
    KAFKA_BROKERS: brokers,
    KAFKA_CREATE_TOPICS: 'on',
    JWKS_URL: issuer.jwksUrl,
    TOKEN_ISSUER: issuer.issuer,
    TOKEN_AUDIENCE: 'nangluc',
    LOG_LEVEL: 'info',
    ...(name === 'staff' ? { NATIONAL_ID_KEY: keyBesideData(join(folder, '..', 'keys', 'national-ids')) } : {}),
    ...(name === 'approvals' ? { WEBHOOK_KEY: randomBytes(32).toString('base64'), WEBHOOK_HOSTS: '127.0.0.1' } : {}),
    ...(businessDate ? { NANGLUC_BUSINESS_DATE: businessDate } : {}),
    ...settings,
  };
  return new ServiceProcess({ name, port, dist, folder, env, supervised });
}

async function prepareGateway(
  issuer: DemoIssuer,
  gatewayUrl: string,
  services: Record<ServiceName, ServiceProcess>,
  { adminUrl, databasePrefix, dist, folder, supervised }: SystemOptions,
): Promise<ServiceProcess> {
  const urls = await createServiceDatabase(adminUrl, `${databasePrefix}gateway`);
  const env = {
    DATABASE_URL: urls.url,
    DATABASE_OWNER_URL: urls.ownerUrl,
    LOG_LEVEL: 'info',
    PUBLIC_URL: gatewayUrl,
    OIDC_ISSUER: issuer.issuer,
    OIDC_CLIENT_ID: issuer.client.id,
    OIDC_CLIENT_SECRET: issuer.client.secret,
    SESSION_KEY: randomBytes(32).toString('base64'),
    ...Object.fromEntries(Object.entries(services).map(([name, { url }]) => [`${name.toUpperCase()}_URL`, url])),
  };
  const port = Number(new URL(gatewayUrl).port);
  return new ServiceProcess({ name: 'gateway', port, dist, folder, env, supervised });
}
