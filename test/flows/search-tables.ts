import pg from 'pg';

const TABLES = `
  SELECT c.relname AS name,
    coalesce((SELECT array_agg(a.attname::text) FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.atttypid = 'bytea'::regtype), '{}') AS bytes
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`;

/** Hands over every table of a database as text, a part at a time; bytes as the letters that they hold, not as their digits. */
export async function searchTables(url: string, look: (table: string, text: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string; bytes: string[] }>(TABLES);
    for (const { name, bytes } of tables.rows) {
      const letters = bytes.map(column => ` || ' ' || coalesce(encode("${column}", 'escape'), '')`).join('');
      await client.query('BEGIN');
      await client.query(`DECLARE part NO SCROLL CURSOR FOR SELECT t::text${letters} AS row FROM "${name}" t`);
      for (;;) {
        const { rows } = await client.query<{ row: string }>('FETCH 20000 FROM part');
        if (rows.length === 0) break;
        look(name, rows.map(({ row }) => row).join('\n'));
      }
      await client.query('COMMIT');
    }
  } finally {
    await client.end();
  }
}
