import { randomBytes } from 'node:crypto';
import { serviceDataSource, type ServiceDatabase } from '#platform';
import { asAdmin, createServiceDatabase, urlsOf, type DatabaseUrls } from './infra/service-databases.js';
import { testEndpoints } from './infra/test-endpoints.js';

export interface TestDatabase extends DatabaseUrls {
  name: string;
  /** Runs SQL as the superuser, outside every right and every service. */
  query<Row = Record<string, unknown>>(sql: string, params?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/**
 * A database of its own for one spec file, migrated like the service's: the first caller of a run migrates a template,
 * everybody gets a copy of it in milliseconds.
 */
export async function testDatabase(service: string, database: ServiceDatabase): Promise<TestDatabase> {
  const { adminUrl } = testEndpoints();
  const template = `${process.env['NANGLUC_TEST_TEMPLATES'] ?? ''}template_${service}`;
  const name = `${service}_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, 'postgres', async client => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [
      template,
    ]);
    if (!rowCount) {
      await client.query(`DROP DATABASE IF EXISTS ${template}`);
      const { ownerUrl } = await createServiceDatabase(adminUrl, template);
      const dataSource = await serviceDataSource(database, ownerUrl, 2).initialize();
      try {
        await dataSource.runMigrations();
      } finally {
        await dataSource.destroy();
      }
      await client.query(`ALTER DATABASE ${template} IS_TEMPLATE true`);
    }
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER nangluc_owner`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO nangluc_svc`);
  });
  return {
    name,
    ...urlsOf(adminUrl, name),
    query: (sql, params = []) =>
      asAdmin(adminUrl, name, async client => (await client.query(sql, params)).rows as never),
    close: () =>
      asAdmin(
        adminUrl,
        'postgres',
        async client => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
      ),
  };
}
