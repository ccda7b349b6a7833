import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReconciliation1764290000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE duty_reconciliation (
        id uuid PRIMARY KEY,
        business_date date NOT NULL,
        asked_by text NOT NULL,
        begun_at timestamptz NOT NULL DEFAULT now(),
        taken_up boolean NOT NULL DEFAULT false,
        ended_at timestamptz,
        people int NOT NULL DEFAULT 0
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX duty_reconciliation_nightly ON duty_reconciliation (business_date) WHERE asked_by = 'system'`);
    await runner.query(`
      CREATE TABLE duty_difference (
        reconciliation_id uuid NOT NULL REFERENCES duty_reconciliation ON DELETE CASCADE,
        person_id uuid NOT NULL,
        n int NOT NULL,
        kind text NOT NULL,
        facts jsonb NOT NULL,
        repaired_by text,
        repaired_at timestamptz,
        PRIMARY KEY (reconciliation_id, person_id, n),
        CHECK ((repaired_by IS NULL) = (repaired_at IS NULL))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE duty_difference, duty_reconciliation');
  }
}
