import type { TestDatabase } from '#testing';
import { timed } from './timed.js';

export interface CopiedTable {
  /** Table that the bytes belong to; the copy goes into a plain table of the same columns. */
  name: string;
  /** SELECT that gives the rows. */
  rows: string;
  columns: string;
}

/**
 * The limit of writing: the same rows by COPY, read by the server itself from a file in its own folder, into tables of
 * the same columns without a key, a check or an index. No client, no parsing of statements, no guarantee.
 */
export class RawCopy {
  constructor(
    private readonly database: Pick<TestDatabase, 'name' | 'query'>,
    private readonly tables: CopiedTable[],
  ) {}

  /** Keeps the rows as files of the server. */
  async take(): Promise<void> {
    const folder = await this.folder();
    for (const { name, rows, columns } of this.tables) {
      await this.database.query(`DROP TABLE IF EXISTS raw_${name}`);
      await this.database.query(`CREATE TABLE raw_${name} AS SELECT ${columns} FROM ${name} WITH NO DATA`);
      await this.database.query(`COPY (${rows}) TO '${this.file(folder, name)}'`);
    }
  }

  /** Seconds to copy all of it in, each table in its own transaction. */
  async seconds(): Promise<number> {
    const folder = await this.folder();
    for (const { name } of this.tables) await this.database.query(`TRUNCATE raw_${name}`);
    await this.database.query('CHECKPOINT');
    return timed(async () => {
      for (const { name } of this.tables)
        await this.database.query(`COPY raw_${name} FROM '${this.file(folder, name)}'`);
    });
  }

  private async folder(): Promise<string> {
    const [row] = await this.database.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
    return row!.folder;
  }

  private file(folder: string, name: string): string {
    return `${folder}/bench-${this.database.name}-${name}.copy`;
  }
}
