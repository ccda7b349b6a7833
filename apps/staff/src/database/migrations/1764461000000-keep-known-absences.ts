import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Absences keep when they were known to be so, as posts and duties do; whoever writes, and whatever is put right. */
export class KeepKnownAbsences1764461000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE absence ADD COLUMN version int NOT NULL DEFAULT 1`);
    await runner.query(`
      CREATE TABLE absence_past (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        kind text NOT NULL,
        host_unit_id uuid,
        valid daterange NOT NULL,
        decision text NOT NULL,
        recorded_by text NOT NULL,
        version int NOT NULL,
        recorded tstzrange NOT NULL CHECK (NOT isempty(recorded)),
        PRIMARY KEY (id, version)
      )`);
    await runner.query('CREATE INDEX absence_past_person ON absence_past (person_id)');
    await runner.query(`
      CREATE TABLE absence_correction (
        absence_id uuid NOT NULL,
        version int NOT NULL,
        person_id uuid NOT NULL REFERENCES person,
        decision text NOT NULL CHECK (decision <> ''),
        reason text NOT NULL CHECK (reason <> ''),
        corrected_by text NOT NULL,
        corrected_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (absence_id, version)
      )`);
    await runner.query(`
      CREATE FUNCTION keep_absence() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO absence_past (id, person_id, kind, host_unit_id, valid, decision, recorded_by, version, recorded)
        SELECT id, person_id, kind, host_unit_id, valid, decision, recorded_by, version,
          tstzrange(recorded_at, greatest(now(), recorded_at + interval '1 microsecond'))
        FROM before;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE FUNCTION stamp_absence() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.recorded_at := greatest(now(), OLD.recorded_at + interval '1 microsecond');
        NEW.version := OLD.version + 1;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER stamp_absence BEFORE UPDATE ON absence FOR EACH ROW EXECUTE FUNCTION stamp_absence()`);
    for (const change of ['UPDATE', 'DELETE'])
      await runner.query(`
        CREATE TRIGGER keep_absence_on_${change.toLowerCase()} AFTER ${change} ON absence
        REFERENCING OLD TABLE AS before FOR EACH STATEMENT EXECUTE FUNCTION keep_absence()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER stamp_absence ON absence;
      DROP TRIGGER keep_absence_on_update ON absence;
      DROP TRIGGER keep_absence_on_delete ON absence;
      DROP FUNCTION stamp_absence, keep_absence;
      DROP TABLE absence_correction, absence_past;
      ALTER TABLE absence DROP COLUMN version`);
  }
}
