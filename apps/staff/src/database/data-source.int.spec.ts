import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { serviceDataSource } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import { staffDatabase } from './data-source.js';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await testDatabase('staff', staffDatabase);
  dataSource = await serviceDataSource(staffDatabase, database.ownerUrl, 2).initialize();
}, 120_000);
afterAll(async () => {
  await dataSource.destroy();
  await database.close();
});

const tables = async () => {
  const rows = await database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

describe('the migrations', () => {
  it('go down and up again', async () => {
    const before = await tables();
    for (const _each of staffDatabase.migrations) await dataSource.undoLastMigration();
    expect(await tables()).toEqual(['migrations']);
    await dataSource.runMigrations();
    expect(await tables()).toEqual(before);
  });

  it('make the tables that the row classes describe, column by column', async () => {
    for (const { tableName, columns } of dataSource.entityMetadatas) {
      const rows = await database.query<{ name: string; type: string; nullable: string }>(
        `SELECT column_name AS name, CASE data_type WHEN 'timestamp with time zone' THEN 'timestamptz' WHEN 'integer'
           THEN 'int' WHEN 'ARRAY' THEN ltrim(udt_name, '_') ELSE data_type END AS type, is_nullable AS nullable
         FROM information_schema.columns WHERE table_name = $1 ORDER BY 1`,
        [tableName],
      );
      const described = columns.map(({ databaseName, type, isNullable }) => ({
        name: databaseName,
        type: String(type),
        nullable: isNullable ? 'YES' : 'NO',
      }));
      expect(described.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(rows);
    }
  });
});
