import type { DataSource, QueryRunner } from 'typeorm';
import { scopeSettings } from '../auth/unit-scope.js';

const BEGIN = 'START TRANSACTION';

/**
 * Makes every transaction of a data source begin with the scope of the caller, and every single statement a transaction
 * of its own. No use case can forget it, and a statement that went another way would see nothing.
 */
export function scoped(dataSource: DataSource): DataSource {
  const create = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = mode => scopedRunner(create(mode));
  return dataSource;
}

function scopedRunner(runner: QueryRunner): QueryRunner {
  const plain = runner.query.bind(runner) as (sql: string, ...rest: unknown[]) => Promise<unknown>;
  const begin = (): Promise<unknown> => plain(`${BEGIN}; ${scopeSettings()}`);
  const query = async (sql: string, ...rest: unknown[]): Promise<unknown> => {
    if (sql === BEGIN) return begin();
    if (runner.isTransactionActive) return plain(sql, ...rest);
    await begin();
    try {
      const result = await plain(sql, ...rest);
      await plain('COMMIT');
      return result;
    } catch (error) {
      await plain('ROLLBACK').catch(() => undefined); // the first error is the one that matters
      throw error;
    }
  };
  return Object.assign(runner, { query });
}
