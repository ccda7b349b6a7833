import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { scoped } from './scoped-data-source.js';

export interface ServiceDatabase {
  rows: (new () => object)[];
  migrations: (new () => MigrationInterface)[];
  /** Its tables have policies by unit: every transaction then says for whom it is. */
  rowSecurity?: boolean;
}

// Plain dates stay text: as Date objects they would shift with the time zone of the machine.
pg.types.setTypeParser(pg.types.builtins.DATE, value => value);

// A transaction that nobody goes on with would hold its locks, and vacuum, for ever. The relay may wait a minute for the
// broker between two statements; nothing else waits at all.
// Disks have no arm that moves: with the server's default of 4 for a page out of turn, a set of two thousand people was
// found by reading all hundred thousand.
const SESSION = '-c timezone=Asia/Ho_Chi_Minh -c idle_in_transaction_session_timeout=120s -c random_page_cost=1.1';

/** The data source of a service: never synchronised, only migrated. */
export function serviceDataSource(
  { rows, migrations, rowSecurity }: ServiceDatabase,
  url: string,
  poolSize = 12,
): DataSource {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: rows,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    applicationName: 'nangluc',
    poolSize,
    extra: { connectionTimeoutMillis: 5_000, options: SESSION },
  });
  return rowSecurity ? scoped(dataSource) : dataSource;
}
