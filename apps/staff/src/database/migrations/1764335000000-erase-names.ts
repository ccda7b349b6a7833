import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EraseNames1764335000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE person
        ADD erased_at timestamptz,
        ADD CONSTRAINT erased_has_no_name CHECK (erased_at IS NULL OR full_name = 'Đã xóa')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE person DROP erased_at');
  }
}
