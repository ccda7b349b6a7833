import type { MigrationInterface, QueryRunner } from 'typeorm';

/** News that came late tell of a time before the post held now. */
export class HearLateMoves1764463000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE assignment_fact ADD COLUMN backdated jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE assignment_fact DROP COLUMN backdated');
  }
}
