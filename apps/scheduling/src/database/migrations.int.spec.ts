import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { serviceDataSource } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import { schedulingDatabase } from './data-source.js';

describe('the migrations of scheduling', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await testDatabase('scheduling', schedulingDatabase);
    dataSource = await serviceDataSource(schedulingDatabase, database.ownerUrl, 2).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.close();
  });
  const own = schedulingDatabase.migrations.length - 2;

  it('go down and up again', async () => {
    for (let step = 0; step < own; step++) await dataSource.undoLastMigration();
    expect(await database.query(`SELECT 1 FROM pg_tables WHERE tablename = 'programme'`)).toEqual([]);
    expect(await dataSource.runMigrations()).toHaveLength(own);
  });

  it('make the tables that the rows describe', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    // Rows do not repeat checks and references, which the migrations own; anything else must agree.
    const wanted = upQueries.map(({ query }) => query).filter(query => !/DROP CONSTRAINT|DROP TABLE/.test(query));
    expect(wanted).toEqual([]);
  });
});
