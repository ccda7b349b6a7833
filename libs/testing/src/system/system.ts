import { mkdir } from 'node:fs/promises';
import { SERVICES, type ServiceName } from '#contracts';
import { createServiceDatabase, withDatabase, type DatabaseUrls } from '../infra/service-databases.js';
import { freePort } from '../infra/free-port.js';
import { TestIssuer } from '../test-issuer.js';
import { ApiClient } from './api-client.js';
import { Backlog } from './backlog.js';
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
}

/** The five services as processes around one PostgreSQL and one Kafka. */
export class System {
  private constructor(
    readonly services: Record<ServiceName, ServiceProcess>,
    /** As the superuser, for looking at raw tables. */
    readonly databases: Record<ServiceName, string>,
    readonly issuer: TestIssuer,
    readonly api: ApiClient,
    readonly backlog: Backlog,
  ) {}

  static async start(options: SystemOptions): Promise<System> {
    await mkdir(options.folder, { recursive: true });
    const issuer = await TestIssuer.start();
    const services = {} as Record<ServiceName, ServiceProcess>;
    const databases = {} as Record<ServiceName, string>;
    for (const name of SERVICES) {
      const database = `${options.databasePrefix}${name}`;
      const urls = await createServiceDatabase(options.adminUrl, database);
      databases[name] = withDatabase(options.adminUrl, database);
      services[name] = await prepare(name, urls, issuer, options);
    }
    const all = Object.values(services);
    await Promise.all(all.map(service => service.migrate()));
    for (const service of all) service.start();
    await Promise.all(all.map(service => service.ready()));
    const api = new ApiClient(services, issuer);
    return new System(services, databases, issuer, api, new Backlog(options.brokers, databases, api));
  }

  async stop(): Promise<void> {
    await this.backlog.close();
    await Promise.all(Object.values(this.services).map(service => service.stop()));
    await this.issuer.stop();
  }
}

async function prepare(
  name: ServiceName,
  urls: DatabaseUrls,
  issuer: TestIssuer,
  options: SystemOptions,
): Promise<ServiceProcess> {
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
    ...(businessDate ? { NANGLUC_BUSINESS_DATE: businessDate } : {}),
    ...settings,
  };
  return new ServiceProcess({ name, port: await freePort(), dist, folder, env, supervised });
}
