import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyOn, UNIT_IN_SCOPE, withoutPolicy } from '#platform';

// What a unit is told, once for each thing that happened. A mail carries all that was not mailed yet to one mailbox.
const TABLES = `
  CREATE TABLE unit_mailbox (unit_id uuid PRIMARY KEY, address text NOT NULL, set_by text NOT NULL);
  CREATE TABLE mail (
    id uuid PRIMARY KEY,
    unit_id uuid NOT NULL,
    address text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    attempts int NOT NULL DEFAULT 0,
    last_error text
  );
  CREATE INDEX mail_unsent ON mail (written_at) WHERE sent_at IS NULL;
  CREATE TABLE notice (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    about_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('seat-granted', 'seat-released', 'class-soon', 'duty-overdue')),
    unit_id uuid NOT NULL,
    person_id uuid NOT NULL,
    class_id uuid,
    on_date date NOT NULL,
    noticed_at timestamptz NOT NULL DEFAULT now(),
    mail_id uuid REFERENCES mail,
    UNIQUE (about_id, kind, on_date)
  );
  CREATE INDEX notice_unit ON notice (unit_id, id);
  CREATE INDEX notice_unmailed ON notice (unit_id) WHERE mail_id IS NULL;`;

// Whoever gives or takes a seat: the unit hears of it in the same transaction.
const TELL = `
  CREATE FUNCTION notice_seats() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO notice (about_id, kind, unit_id, person_id, class_id, on_date)
      SELECT id, 'seat-granted', unit_id, person_id, class_id, starts_on FROM new_seats WHERE status = 'granted';
    ELSE
      INSERT INTO notice (about_id, kind, unit_id, person_id, class_id, on_date)
      SELECT n.id, 'seat-released', n.unit_id, n.person_id, n.class_id, n.starts_on
      FROM new_seats n JOIN old_seats o USING (id) WHERE o.status = 'granted' AND n.status = 'released';
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER seat_noticed AFTER INSERT ON seat REFERENCING NEW TABLE AS new_seats
    FOR EACH STATEMENT EXECUTE FUNCTION notice_seats();
  CREATE TRIGGER seat_release_noticed AFTER UPDATE ON seat REFERENCING OLD TABLE AS old_seats NEW TABLE AS new_seats
    FOR EACH STATEMENT EXECUTE FUNCTION notice_seats();`;

const OF_UNITS = ['notice', 'mail', 'unit_mailbox'];

export class CreateNotices1764322000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(TELL);
    for (const table of OF_UNITS) await runner.query(policyOn(table, UNIT_IN_SCOPE));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER seat_noticed ON seat; DROP TRIGGER seat_release_noticed ON seat');
    await runner.query('DROP FUNCTION notice_seats');
    for (const table of OF_UNITS) await runner.query(withoutPolicy(table));
    await runner.query('DROP TABLE notice, mail, unit_mailbox');
  }
}
