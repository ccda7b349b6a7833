import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a unit is called and under which code, by date and decision; the unit itself stays the same. */
export class DateUnitNames1764058000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A code may now change within the life of a unit, so only the dated names can say that it is used once.
    await runner.query('ALTER TABLE unit DROP CONSTRAINT unit_code_once_a_day');
    await runner.query(`
      CREATE TABLE unit_name (
        unit_id uuid NOT NULL REFERENCES unit,
        code text NOT NULL CHECK (code ~ '^[A-Z0-9][A-Z0-9.-]{0,19}$'),
        name text NOT NULL CHECK (name <> ''),
        kind text NOT NULL CHECK (kind <> ''),
        valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
        decision text NOT NULL,
        CONSTRAINT unit_name_one_a_day EXCLUDE USING gist (unit_id WITH =, valid WITH &&),
        CONSTRAINT unit_code_once_a_day EXCLUDE USING gist (code WITH =, valid WITH &&)
      )`);
    await runner.query('CREATE INDEX unit_name_unit ON unit_name (unit_id)');
    await runner.query(`
      INSERT INTO unit_name (unit_id, code, name, kind, valid, decision)
      SELECT id, code, name, kind, valid, decision FROM unit`);
    await runner.query(`ALTER TABLE unit_change ADD COLUMN issuer text, ADD COLUMN issued_on date`);
    await runner.query(`ALTER TABLE unit_succession ADD COLUMN kind text NOT NULL DEFAULT 'merger'
      CHECK (kind IN ('merger', 'split', 'separation'))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE unit_succession DROP COLUMN kind');
    await runner.query('ALTER TABLE unit_change DROP COLUMN issuer, DROP COLUMN issued_on');
    await runner.query('DROP TABLE unit_name');
    await runner.query(`
      ALTER TABLE unit ADD CONSTRAINT unit_code_once_a_day EXCLUDE USING gist (code WITH =, valid WITH &&)`);
  }
}
