import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProgrammeDraft1764105000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE programme_draft (
        id uuid PRIMARY KEY,
        code text NOT NULL,
        version int NOT NULL,
        rules jsonb NOT NULL,
        status text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'submitted', 'returned', 'rejected', 'adopted')),
        revision int NOT NULL DEFAULT 1,
        edited_by text[] NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        content_hash text,
        preview_id uuid,
        preview_asked_at timestamptz,
        effect jsonb,
        UNIQUE (code, version)
      )`);
    // Counts what was told about a version: its end moves when its heir is adopted.
    await runner.query('ALTER TABLE programme ADD COLUMN revision int NOT NULL DEFAULT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE programme DROP COLUMN revision');
    await runner.query('DROP TABLE programme_draft');
  }
}
