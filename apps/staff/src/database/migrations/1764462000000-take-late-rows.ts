import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A row of a batch may come late: it tells what was so until the next change that was recorded before it. */
export class TakeLateRows1764462000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reassignment_row
        ADD COLUMN until date,
        ADD CONSTRAINT reassignment_row_until CHECK (until > effective_date)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE reassignment_row DROP COLUMN until');
  }
}
