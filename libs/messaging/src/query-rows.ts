interface Queryable {
  query<T>(sql: string, params?: unknown[]): Promise<T>;
}

/** Rows of a statement. TypeORM answers raw UPDATE and DELETE with `[rows, count]`, everything else with rows. */
export async function queryRows<Row>(on: Queryable, sql: string, params: unknown[] = []): Promise<Row[]> {
  const result = await on.query<Row[] | [Row[], number]>(sql, params);
  return Array.isArray(result[0]) && typeof result[1] === 'number' ? result[0] : (result as Row[]);
}
