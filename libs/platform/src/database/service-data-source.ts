import pg from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';

export interface ServiceDatabase {
  rows: (new () => object)[];
  migrations: (new () => MigrationInterface)[];
}

// Plain dates stay text: as Date objects they would shift with the time zone of the machine.
pg.types.setTypeParser(pg.types.builtins.DATE, value => value);

/** The data source of a service: never synchronised, only migrated. */
export function serviceDataSource({ rows, migrations }: ServiceDatabase, url: string, poolSize = 12): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: rows,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    applicationName: 'nangluc',
    poolSize,
    extra: { connectionTimeoutMillis: 5_000, options: '-c timezone=Asia/Ho_Chi_Minh' },
  });
}
