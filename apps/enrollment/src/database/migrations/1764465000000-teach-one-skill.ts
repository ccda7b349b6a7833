import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A class of a programme that has classes for each skill teaches one; any other teaches everybody what is their turn. */
export class TeachOneSkill1764465000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE training_class ADD COLUMN skill text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE training_class DROP COLUMN skill');
  }
}
