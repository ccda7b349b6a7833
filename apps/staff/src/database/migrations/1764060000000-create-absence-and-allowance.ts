import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAbsenceAndAllowance1764060000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE absence (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL REFERENCES person,
        kind text NOT NULL CHECK (kind IN ('maternity', 'sick', 'study', 'unpaid', 'secondment')),
        host_unit_id uuid REFERENCES unit,
        valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
        decision text NOT NULL CHECK (decision <> ''),
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        CHECK (host_unit_id IS NULL OR kind = 'secondment'),
        CONSTRAINT absence_one_at_a_time EXCLUDE USING gist (person_id WITH =, valid WITH &&)
      )`);
    await runner.query('CREATE INDEX concurrent_duty_unit ON concurrent_duty (unit_id, duty)');
    // What was handed to the paying office is never changed: what turns out later is paid or taken back by the next list.
    await runner.query(`
      CREATE TABLE allowance_list (
        month text PRIMARY KEY CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        closed_by text NOT NULL,
        closed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE allowance_line (
        month text NOT NULL REFERENCES allowance_list,
        for_month text NOT NULL CHECK (for_month <= month),
        person_id uuid NOT NULL REFERENCES person,
        unit_id uuid NOT NULL REFERENCES unit,
        days int NOT NULL,
        amount_vnd int NOT NULL CHECK (amount_vnd <> 0),
        PRIMARY KEY (month, for_month, person_id, unit_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE allowance_line, allowance_list, absence');
    await runner.query('DROP INDEX concurrent_duty_unit');
  }
}
