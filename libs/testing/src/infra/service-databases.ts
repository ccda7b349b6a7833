import pg from 'pg';

/** Role that owns the tables and migrates them, and role that only reads and changes rows. */
export const OWNER = 'nangluc_owner';
export const SVC = 'nangluc_svc';

export interface DatabaseUrls {
  ownerUrl: string;
  url: string;
}

/** Runs statements as the superuser in one database of the server. */
export async function asAdmin<T>(
  adminUrl: string,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: withDatabase(adminUrl, database) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

export function urlsOf(adminUrl: string, database: string): DatabaseUrls {
  const as = (role: string): string => {
    const url = new URL(withDatabase(adminUrl, database));
    url.username = role;
    url.password = 'nangluc';
    return url.toString();
  };
  return { ownerUrl: as(OWNER), url: as(SVC) };
}

/** Creates the two roles once and the database of a service when it is missing, with rights for exactly these roles. */
export async function createServiceDatabase(adminUrl: string, database: string): Promise<DatabaseUrls> {
  await asAdmin(adminUrl, 'postgres', async client => {
    // Several specs may come here at once; a role has no IF NOT EXISTS.
    await client.query(`SELECT pg_advisory_lock(654)`);
    for (const role of [OWNER, SVC]) {
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      if (!rowCount) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'nangluc'`);
    }
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await client.query(`CREATE DATABASE ${database} OWNER ${OWNER}`);
  });
  await asAdmin(adminUrl, database, async client => {
    await client.query(`
      REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
      GRANT CONNECT ON DATABASE ${database} TO ${SVC};
      ALTER SCHEMA public OWNER TO ${OWNER};
      GRANT USAGE ON SCHEMA public TO ${SVC};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${SVC};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${SVC};`);
  });
  return urlsOf(adminUrl, database);
}
