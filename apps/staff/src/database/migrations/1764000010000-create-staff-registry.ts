import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStaffRegistry1764000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await runner.query(`
      CREATE TABLE unit (
        id uuid PRIMARY KEY,
        code text NOT NULL CHECK (code ~ '^[A-Z0-9][A-Z0-9.-]{0,19}$'),
        name text NOT NULL CHECK (name <> ''),
        kind text NOT NULL CHECK (kind <> ''),
        level text NOT NULL CHECK (level IN ('province', 'department', 'district', 'commune')),
        parent_id uuid REFERENCES unit,
        province_id uuid NOT NULL REFERENCES unit,
        longitude double precision CHECK (longitude BETWEEN -180 AND 180),
        latitude double precision CHECK (latitude BETWEEN -90 AND 90),
        valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
        decision text NOT NULL,
        revision int NOT NULL DEFAULT 1 CHECK (revision > 0),
        CHECK ((level = 'province') = (parent_id IS NULL)),
        CONSTRAINT unit_code_once_a_day EXCLUDE USING gist (code WITH =, valid WITH &&)
      )`);
    await runner.query('CREATE INDEX unit_parent ON unit (parent_id)');
    await runner.query(`
      CREATE TABLE unit_succession (
        predecessor_id uuid NOT NULL REFERENCES unit,
        successor_id uuid NOT NULL REFERENCES unit,
        effective_on date NOT NULL,
        PRIMARY KEY (predecessor_id, successor_id),
        CHECK (predecessor_id <> successor_id)
      )`);
    await runner.query('CREATE INDEX unit_succession_successor ON unit_succession (successor_id)');
    await runner.query(`
      CREATE TABLE unit_change (
        id uuid PRIMARY KEY,
        effective_date date NOT NULL,
        decision text NOT NULL,
        summary jsonb NOT NULL,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE person (
        id uuid PRIMARY KEY,
        staff_code text NOT NULL UNIQUE CHECK (staff_code ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$'),
        full_name text NOT NULL CHECK (full_name <> ''),
        revision int NOT NULL CHECK (revision >= 0),
        status text NOT NULL CHECK (status IN ('serving', 'left'))
      )`);
    await runner.query(`
      CREATE TABLE post_holding (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        person_id uuid NOT NULL REFERENCES person,
        unit_id uuid NOT NULL REFERENCES unit,
        post text NOT NULL CHECK (post ~ '^[a-z-]{1,40}$'),
        valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
        CONSTRAINT post_holding_one_main_post EXCLUDE USING gist (person_id WITH =, valid WITH &&)
      )`);
    await runner.query('CREATE INDEX post_holding_person ON post_holding (person_id)');
    await runner.query('CREATE INDEX post_holding_unit ON post_holding (unit_id)');
    // The exclusion says it too; this one is what the post held now is found by.
    await runner.query('CREATE UNIQUE INDEX post_holding_now ON post_holding (person_id) WHERE upper_inf(valid)');
    await runner.query(`
      CREATE TABLE concurrent_duty (
        person_id uuid NOT NULL REFERENCES person,
        unit_id uuid NOT NULL REFERENCES unit,
        duty text NOT NULL CHECK (duty IN ('focal-point', 'one-stop')),
        valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
        PRIMARY KEY (person_id, duty, valid),
        CONSTRAINT concurrent_duty_once_a_day EXCLUDE USING gist (person_id WITH =, duty WITH =, valid WITH &&)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE concurrent_duty, post_holding, person, unit_change, unit_succession, unit');
  }
}
