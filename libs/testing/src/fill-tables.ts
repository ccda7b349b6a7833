import type { TestDatabase } from './test-database.js';

const INDEXES = `
  SELECT CASE WHEN conname IS NULL THEN format('DROP INDEX %s', indexrelid::regclass)
      ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', indrelid::regclass, conname) END AS unmake,
    CASE WHEN conname IS NULL THEN pg_get_indexdef(indexrelid)
      ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', indrelid::regclass, conname, pg_get_constraintdef(c.oid)) END AS make
  FROM pg_index LEFT JOIN pg_constraint c ON conindid = indexrelid AND conrelid = indrelid
  WHERE indrelid = ANY ($1::regclass[]) AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.conindid = indexrelid AND f.contype = 'f')`;

/**
 * Fills large tables quickly: without triggers and foreign keys, so what they keep is the caller's to set,
 * and with every index but the primary keys taken away before and made again, as it was, over the rows that are there.
 */
export async function fillTables(database: TestDatabase, tables: readonly string[], fill: string): Promise<void> {
  const indexes = await database.query<{ unmake: string; make: string }>(INDEXES, [tables]);
  const unmake = indexes.map(index => index.unmake);
  const make = indexes.map(index => index.make);
  await database.query(
    ['BEGIN', 'SET LOCAL session_replication_role = replica', ...unmake, fill, ...make, 'COMMIT'].join(';\n'),
  );
  await database.query('VACUUM ANALYZE');
}
