import pg from 'pg';

export type Select = <Row extends pg.QueryResultRow>(sql: string) => Promise<Row[]>;

/** Reads one database as it is at one moment. */
export async function inSnapshot<Rows>(url: string, read: (select: Select) => Promise<Rows>): Promise<Rows> {
  const client = new pg.Client({ connectionString: url, application_name: 'oracle' });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await read(async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows);
  } finally {
    await client.end();
  }
}
