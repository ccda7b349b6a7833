import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Closes the pool; `runService` calls it after everything that uses the database has stopped. */
@Injectable()
export class CloseDatabase {
  constructor(private readonly dataSource: DataSource) {}

  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
