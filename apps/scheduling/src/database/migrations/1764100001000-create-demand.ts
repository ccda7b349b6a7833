import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDemand1764100001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE known_unit (
        id uuid PRIMARY KEY,
        code text NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        level text NOT NULL,
        parent_id uuid,
        province_id uuid NOT NULL,
        longitude float8,
        latitude float8,
        valid_from date NOT NULL,
        valid_to date,
        CHECK (valid_to IS NULL OR valid_to >= valid_from)
      )`);
    await runner.query(`
      CREATE TABLE unit_demand (
        unit_id uuid PRIMARY KEY,
        revision int NOT NULL,
        desk_staff int NOT NULL CHECK (desk_staff >= 0),
        groups jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
    await runner.query('CREATE INDEX unit_demand_changed_at ON unit_demand (changed_at)');
    await runner.query(`
      CREATE TABLE draft_state (
        programme_id uuid NOT NULL REFERENCES programme,
        class_type text NOT NULL,
        last_input_hash text NOT NULL,
        last_outcome jsonb NOT NULL,
        PRIMARY KEY (programme_id, class_type)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE draft_state, unit_demand, known_unit');
  }
}
