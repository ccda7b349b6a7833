import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps what the rows of a batch were checked against: the revision of each person, 0 for somebody unknown, and the names of all
 * units. Without it, as after this migration, a release looks at the rows once more.
 */
export class KeepBasisOfCheck1764472000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE reassignment_row ADD COLUMN checked_revision int`);
    await runner.query(`ALTER TABLE reassignment_batch ADD COLUMN checked_units text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE reassignment_batch DROP COLUMN checked_units`);
    await runner.query(`ALTER TABLE reassignment_row DROP COLUMN checked_revision`);
  }
}
