import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  { table: 'post_holding', what: 'post' },
  { table: 'concurrent_duty', what: 'duty' },
];

/** Besides when something was so (`valid`), the registry keeps when it was known to be so (`recorded`). */
export class RecordWhatWasKnown1764055000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A transaction may begin before and write after another one, so its own time alone would not always move forward.
    await runner.query(`
      CREATE FUNCTION stamp_record() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.recorded_at := greatest(now(), OLD.recorded_at + interval '1 microsecond');
        RETURN NEW;
      END $$`);
    for (const { table, what } of TABLES) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT now()`);
      await runner.query(`
        CREATE TABLE ${table}_past (
          person_id uuid NOT NULL,
          unit_id uuid NOT NULL,
          ${what} text NOT NULL,
          valid daterange NOT NULL,
          recorded tstzrange NOT NULL CHECK (NOT isempty(recorded))
        )`);
      await runner.query(`CREATE INDEX ${table}_past_person ON ${table}_past (person_id)`);
      await runner.query(`
        CREATE FUNCTION keep_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          INSERT INTO ${table}_past (person_id, unit_id, ${what}, valid, recorded)
          SELECT person_id, unit_id, ${what}, valid,
            tstzrange(recorded_at, greatest(now(), recorded_at + interval '1 microsecond'))
          FROM before;
          RETURN NULL;
        END $$`);
      await runner.query(`
        CREATE TRIGGER stamp_${table} BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION stamp_record()`);
      for (const change of ['UPDATE', 'DELETE'])
        await runner.query(`
          CREATE TRIGGER keep_${table}_on_${change.toLowerCase()} AFTER ${change} ON ${table}
          REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION keep_${table}()`);
    }
    await runner.query(`
      ALTER TABLE reassignment_batch DROP CONSTRAINT reassignment_batch_cause_check,
        ADD CONSTRAINT reassignment_batch_cause CHECK (cause IN ('registration', 'appointment', 'rotation', 'election',
          'merger', 'retirement', 'resignation', 'correction'))`);
    await runner.query(`
      CREATE TABLE correction (
        person_id uuid NOT NULL REFERENCES person,
        revision int NOT NULL,
        decision text NOT NULL CHECK (decision <> ''),
        reason text NOT NULL CHECK (reason <> ''),
        corrected_by text NOT NULL,
        corrected_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (person_id, revision)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE correction');
    await runner.query(`
      ALTER TABLE reassignment_batch DROP CONSTRAINT reassignment_batch_cause,
        ADD CONSTRAINT reassignment_batch_cause_check CHECK (cause IN
          ('registration', 'appointment', 'rotation', 'election', 'merger', 'retirement', 'resignation'))`);
    for (const { table } of TABLES) {
      await runner.query(`
        DROP TRIGGER stamp_${table} ON ${table};
        DROP TRIGGER keep_${table}_on_update ON ${table};
        DROP TRIGGER keep_${table}_on_delete ON ${table};
        DROP FUNCTION keep_${table};
        DROP TABLE ${table}_past;
        ALTER TABLE ${table} DROP COLUMN recorded_at`);
    }
    await runner.query('DROP FUNCTION stamp_record');
  }
}
