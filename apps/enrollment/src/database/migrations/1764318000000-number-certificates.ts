import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyOn, withoutPolicy } from '#platform';

// Numbers run without gaps inside a year: the counter is part of the transaction that issues. The last six characters come
// from the id, so that nobody reads the register by counting.
const CERTIFICATES = `
  CREATE TABLE certificate_counter (year int PRIMARY KEY, last int NOT NULL CHECK (last >= 0));
  ALTER TABLE certificate
    ADD COLUMN number text,
    ADD COLUMN skill text,
    ADD COLUMN valid_until date,
    ADD COLUMN revoked_on date,
    ADD COLUMN revoked_by text,
    ADD COLUMN revoke_reason text,
    ADD CONSTRAINT certificate_revoked_by_somebody
      CHECK ((revoked_on IS NULL) = (revoked_by IS NULL) AND (revoked_on IS NULL) = (revoke_reason IS NULL));
  UPDATE certificate SET number = numbered.number, valid_until = issued_on + interval '12 months'
    FROM (SELECT id, to_char(issued_on, 'YYYY') || '-' ||
            lpad(row_number() OVER (PARTITION BY extract(year FROM issued_on) ORDER BY issued_on, id)::text, 6, '0') || '-' ||
            upper(left(id::text, 6)) AS number
          FROM certificate) numbered
    WHERE numbered.id = certificate.id;
  INSERT INTO certificate_counter SELECT extract(year FROM issued_on)::int, count(*) FROM certificate GROUP BY 1;
  ALTER TABLE certificate
    ALTER COLUMN number SET NOT NULL,
    ALTER COLUMN valid_until SET NOT NULL,
    ADD CONSTRAINT certificate_number UNIQUE (number),
    ADD CHECK (issued_on < valid_until),
    DROP CONSTRAINT certificate_person_id_class_id_key;
  CREATE UNIQUE INDEX certificate_one_of_class ON certificate (person_id, class_id) WHERE revoked_on IS NULL;
  DROP INDEX certificate_one_current;
  CREATE UNIQUE INDEX certificate_one_current ON certificate (person_id)
    WHERE superseded_by IS NULL AND revoked_on IS NULL;`;

const ATTENDANCE = `
  CREATE TABLE session_mark (
    class_id uuid NOT NULL REFERENCES training_class,
    session int NOT NULL CHECK (session >= 1),
    person_id uuid NOT NULL REFERENCES person_state,
    mark text NOT NULL CHECK (mark IN ('present', 'late', 'absent', 'excused')),
    marked_by text NOT NULL,
    marked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (class_id, session, person_id)
  );
  CREATE TABLE mark_correction (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    class_id uuid NOT NULL REFERENCES training_class,
    session int,
    person_id uuid NOT NULL REFERENCES person_state,
    was text NOT NULL,
    mark text NOT NULL,
    reason text NOT NULL,
    corrected_by text NOT NULL,
    corrected_at timestamptz NOT NULL DEFAULT now(),
    CHECK (was <> mark)
  );
  CREATE INDEX mark_correction_person ON mark_correction (person_id);`;

// Anybody may ask whether a number is genuine, without an account and so without a scope: one question, no person in the answer.
const VERIFY = `
  CREATE FUNCTION certificate_of_number(wanted text)
  RETURNS TABLE (number text, programme_id uuid, class_type text, skill text, issued_on date, valid_until date,
    revoked_on date, superseded_by_number text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.number, c.programme_id, t.class_type, c.skill, c.issued_on, c.valid_until, c.revoked_on, s.number
    FROM certificate c JOIN training_class t ON t.id = c.class_id LEFT JOIN certificate s ON s.id = c.superseded_by
    WHERE c.number = wanted
  $$`;

const OF_PEOPLE = ['session_mark', 'mark_correction'];

export class NumberCertificates1764318000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CERTIFICATES);
    await runner.query(ATTENDANCE);
    await runner.query(VERIFY);
    for (const table of OF_PEOPLE)
      await runner.query(policyOn(table, `EXISTS (SELECT FROM person_state s WHERE s.person_id = ${table}.person_id)`));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of OF_PEOPLE) await runner.query(withoutPolicy(table));
    await runner.query(`
      DROP FUNCTION certificate_of_number;
      DROP TABLE mark_correction, session_mark, certificate_counter;
      DROP INDEX certificate_one_current, certificate_one_of_class;
      ALTER TABLE certificate DROP COLUMN number, DROP COLUMN skill, DROP COLUMN valid_until, DROP COLUMN revoked_on,
        DROP COLUMN revoked_by, DROP COLUMN revoke_reason, ADD UNIQUE (person_id, class_id);
      CREATE UNIQUE INDEX certificate_one_current ON certificate (person_id) WHERE superseded_by IS NULL;`);
  }
}
