import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBatchPreview1764050000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The programmes as scheduling tells them: their staffing norms and allowances are applied here.
    await runner.query(`
      CREATE TABLE known_programme (
        id uuid PRIMARY KEY,
        code text NOT NULL,
        version int NOT NULL,
        valid daterange NOT NULL CHECK (NOT isempty(valid)),
        staffing jsonb NOT NULL,
        allowance jsonb NOT NULL,
        revision int NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE batch_preview (
        id uuid PRIMARY KEY,
        batch_id uuid NOT NULL REFERENCES reassignment_batch ON DELETE CASCADE,
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_person uuid,
        asked_all boolean NOT NULL DEFAULT false,
        parts_asked int NOT NULL DEFAULT 0,
        parts_answered int NOT NULL DEFAULT 0 CHECK (parts_answered <= parts_asked),
        duties_opened int NOT NULL DEFAULT 0,
        duties_coalesced int NOT NULL DEFAULT 0,
        duties_waived int NOT NULL DEFAULT 0,
        seats_freed int NOT NULL DEFAULT 0,
        people jsonb,
        desks jsonb
      )`);
    await runner.query('CREATE INDEX batch_preview_batch ON batch_preview (batch_id, requested_at)');
    await runner.query('CREATE INDEX batch_preview_asking ON batch_preview (requested_at) WHERE NOT asked_all');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE batch_preview, known_programme');
  }
}
