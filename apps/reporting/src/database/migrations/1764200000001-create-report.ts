import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReport1764200000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report (
        id uuid PRIMARY KEY,
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        period text NOT NULL CHECK (period IN ('q1', 'half-year', 'q3', 'year')),
        year int NOT NULL,
        window_from date NOT NULL,
        window_to date NOT NULL CHECK (window_to > window_from),
        due_on date NOT NULL,
        as_of date NOT NULL,
        figures jsonb NOT NULL,
        content text NOT NULL,
        content_hash text NOT NULL CHECK (content_hash = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
        published_by text NOT NULL,
        published_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER report_is_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON report
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE report');
    await runner.query('DROP FUNCTION refuse_change');
  }
}
