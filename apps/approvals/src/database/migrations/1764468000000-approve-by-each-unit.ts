import type { MigrationInterface, QueryRunner } from 'typeorm';

// parts: the units that each have a say in a step that is bound to units, with all above them. unit_ids: for which of them a
// decision was taken; null: for all, as every decision before.
export class ApproveByEachUnit1764468000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE proposal ADD parts jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(parts) = 'array');
      ALTER TABLE decision ADD unit_ids uuid[] CHECK (cardinality(unit_ids) > 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE decision DROP unit_ids; ALTER TABLE proposal DROP parts');
  }
}
