import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateProgramme1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A province works by one programme at a time: two sets of rules would ask for the same person twice.
    await runner.query(`
      CREATE TABLE programme (
        id uuid PRIMARY KEY,
        code text NOT NULL,
        version int NOT NULL,
        valid daterange NOT NULL CHECK (NOT isempty(valid)),
        rules jsonb NOT NULL,
        adopted_by text NOT NULL,
        adopted_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT programme_code_version UNIQUE (code, version),
        CONSTRAINT programme_one_in_force EXCLUDE USING gist (valid WITH &&)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE programme');
  }
}
