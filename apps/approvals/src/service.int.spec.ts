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

  it('describes its routes, and what they answer', async () => {
    interface Document {
      openapi: string;
      paths: Record<
        string,
        Record<string, { responses: Record<string, { content: Record<string, { schema: object }> }> }>
      >;
    }
    const { body } = await service.call<Document>('GET', '/docs-json');
    expect(body.openapi).toMatch(/^3\.1/);
    const answer = body.paths['/v1/proposals/{id}/decisions']?.['post']?.responses['200']?.content['application/json'];
    expect(answer?.schema).toMatchObject({
      properties: {
        id: { type: 'string', format: 'uuid' },
        version: { type: 'integer' },
        effectiveAt: { type: ['string', 'null'], format: 'date-time' },
      },
    });
    const page = await service.call<string>('GET', '/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
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
