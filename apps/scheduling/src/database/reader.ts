import { queryRows } from '#messaging';
import type { DataSource } from 'typeorm';

/** Whatever answers SQL with rows; a transaction is one. */
export interface Reader {
  query<Row>(sql: string, params?: unknown[]): Promise<Row[]>;
}

/** Reads outside a transaction. */
export function reading(dataSource: DataSource): Reader {
  return { query: (sql, params) => queryRows(dataSource, sql, params) };
}
