import pg from 'pg';

export type Select = <Row extends pg.QueryResultRow>(sql: string, params?: unknown[]) => Promise<Row[]>;

/** Reads one database, each time as it is then. */
export async function connected<Rows>(url: string, read: (select: Select) => Promise<Rows>): Promise<Rows> {
  const client = new pg.Client({ connectionString: url, application_name: 'oracle' });
  await client.connect();
  try {
    return await read(
      async <Row extends pg.QueryResultRow>(sql: string, params?: unknown[]) =>
        (await client.query<Row>(sql, params)).rows,
    );
  } finally {
    await client.end();
  }
}

/** Reads one database as it is at one moment. */
export const inSnapshot = <Rows>(url: string, read: (select: Select) => Promise<Rows>): Promise<Rows> =>
  connected(url, async select => {
    await select('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return read(select);
  });
