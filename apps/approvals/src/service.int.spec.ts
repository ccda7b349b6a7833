import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceDataSource } from '#platform';
import { eventually, ServiceUnderTest, testDatabase } from '#testing';
import { approvals } from './service.js';

describe('the service as it is deployed', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await ServiceUnderTest.start(approvals);
  }, 60_000);
  afterAll(() => service.stop());

  it('becomes ready with its database and its consumers', async () => {
    const ready = async () => (await service.call('GET', '/health/ready')).status === 200;
    expect(await eventually(ready, 'the service is ready')).toBe(true);
  });

  it('describes its routes', async () => {
    const { body } = await service.call<{ openapi: string; paths: object }>('GET', '/docs-json');
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths)).toContain('/v1/proposals/{id}/decisions');
  });

  it('may change rows and no table', async () => {
    const dataSource = await serviceDataSource(approvals.database, service.database.url, 1).initialize();
    await expect(dataSource.query('ALTER TABLE audit_record DISABLE TRIGGER ALL')).rejects.toThrow('must be owner');
    await dataSource.destroy();
  });
});

describe('the migrations', () => {
  it('go up, down and up again', async () => {
    const database = await testDatabase('approvals', approvals.database);
    const owner = await serviceDataSource(approvals.database, database.ownerUrl, 1).initialize();
    const { length } = approvals.database.migrations;
    for (let nth = 0; nth < length; nth++) await owner.undoLastMigration();
    expect(await owner.runMigrations()).toHaveLength(length);
    await owner.destroy();
    await database.close();
  }, 30_000);
});
