import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { serviceDataSource } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import { enrollmentDatabase } from './data-source.js';

describe('the migrations of enrollment', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await testDatabase('enrollment', enrollmentDatabase);
    dataSource = await serviceDataSource(enrollmentDatabase, database.ownerUrl, 2).initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.close();
  });

  it('go down and up again, one by one', async () => {
    const own = enrollmentDatabase.migrations.length - 2;
    for (let step = 0; step < own; step++) await dataSource.undoLastMigration();
    expect(await database.query(`SELECT 1 FROM pg_tables WHERE tablename IN ('seat', 'notice')`)).toEqual([]);
    expect(
      await database.query(`SELECT proname FROM pg_proc WHERE proname ~ '^(keep_|notice_|waitlist_|certificate_of)'`),
    ).toEqual([]);
    expect(await dataSource.runMigrations()).toHaveLength(own);
  });
});
