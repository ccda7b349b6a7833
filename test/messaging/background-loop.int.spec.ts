import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { BackgroundLoop } from '#messaging';
import { serviceDataSource } from '#platform';
import { eventually, testDatabase, type TestDatabase } from '#testing';
import { countingService } from './counting-service.js';

let database: TestDatabase;
let replicas: DataSource[];

beforeAll(async () => {
  database = await testDatabase('counting', countingService.database);
  replicas = await Promise.all(
    [1, 2].map(() => serviceDataSource(countingService.database, database.url, 2).initialize()),
  );
});
afterAll(async () => {
  await Promise.all((replicas ?? []).map(replica => replica.destroy()));
  await database?.close();
});

describe('the lead among replicas', () => {
  it('is one replica’s at a time, and passes on when its session ends or it stops', async () => {
    const rounds = [0, 0];
    const loops = replicas.map(
      (replica, n) =>
        new BackgroundLoop(replica, {
          name: 'the-lead',
          idleMs: { least: 5, most: 20 },
          work: () => {
            rounds[n] = (rounds[n] ?? 0) + 1;
            return Promise.resolve(false);
          },
        }),
    );
    const [first, second] = loops;
    first?.start();
    await eventually(() => (rounds[0] ?? 0) > 0, 'the first leads');
    second?.start();
    const until = (rounds[0] ?? 0) + 20;
    await eventually(() => (rounds[0] ?? 0) > until, 'the first worked on beside the second');
    expect(rounds[1]).toBe(0);

    // What a dead machine looks like to PostgreSQL; the lock ends with the session, and either may take it.
    await database.query(
      `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
       WHERE l.locktype = 'advisory' AND d.datname = current_database()`,
    );
    const total = (): number => (rounds[0] ?? 0) + (rounds[1] ?? 0);
    const before = total();
    await eventually(() => total() > before + 20, 'somebody leads again');
    const then = [...rounds];
    await eventually(() => total() > before + 60, 'the work goes on');
    expect(rounds.filter((n, i) => n > (then[i] ?? 0))).toHaveLength(1);

    await first?.stop();
    const alone = rounds[1] ?? 0;
    await eventually(() => (rounds[1] ?? 0) > alone, 'the second leads when the first stopped');
    await second?.stop();
  });
});
