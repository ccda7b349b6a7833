import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyOn, withoutPolicy } from '#platform';

const OF_PEOPLE = ['seat_refusal', 'seat_skip'];
const PERSON_IN_SCOPE = (table: string): string =>
  `EXISTS (SELECT FROM person_state s WHERE s.person_id = ${table}.person_id)`;

export class ReserveSeats1764314000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await runner.query(CLASSES);
    await runner.query(RESERVATIONS);
    await runner.query(SEATS);
    for (const statement of [KEEP_RESERVED, ...KEEP_COUNTED, KEEP_DAYS, ...WAITLIST]) await runner.query(statement);
    for (const table of OF_PEOPLE) await runner.query(policyOn(table, PERSON_IN_SCOPE(table)));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of OF_PEOPLE) await runner.query(withoutPolicy(table));
    await runner.query(`
      DROP FUNCTION waitlist_places;
      DROP VIEW waiting_person;
      DROP TABLE seat_skip, seat_refusal;
      DROP TRIGGER seat_days ON seat;
      ALTER TABLE seat DROP COLUMN days, DROP COLUMN reservation_id, DROP COLUMN confirmed_on, DROP COLUMN placed_by,
        DROP CONSTRAINT seat_granted_by_check,
        ADD CONSTRAINT seat_granted_by_check CHECK (granted_by IN ('seat-plan', 'reach'));
      DROP TABLE seat_reservation;
      ALTER TABLE training_class DROP CONSTRAINT training_class_never_overfull, DROP COLUMN reserved, DROP COLUMN extra,
        ADD CONSTRAINT training_class_never_overfull CHECK (granted BETWEEN 0 AND maximum);
      ALTER TABLE training_duty DROP CONSTRAINT training_duty_waiting_reason_check,
        ADD CONSTRAINT training_duty_waiting_reason_check CHECK (waiting_reason IN ('no-class', 'classes-full', 'desk-rule'));
      DROP FUNCTION keep_reserved, keep_days;`);
    await runner.query(COUNT_WITHOUT_RESERVATIONS);
  }
}

// What is reserved and not yet taken counts like seats taken. `extra` are the seats above the maximum that were approved.
const CLASSES = `
  ALTER TABLE training_class
    ADD COLUMN reserved int NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    ADD COLUMN extra int NOT NULL DEFAULT 0 CHECK (extra >= 0),
    DROP CONSTRAINT training_class_never_overfull,
    ADD CONSTRAINT training_class_never_overfull CHECK (granted >= 0 AND granted + reserved <= maximum + extra);
  ALTER TABLE training_duty DROP CONSTRAINT training_duty_waiting_reason_check,
    ADD CONSTRAINT training_duty_waiting_reason_check
      CHECK (waiting_reason IN ('no-class', 'classes-full', 'desk-rule', 'refused'));`;

// seat_refusal: a seat that the unit gave back is not offered to the same person in the same class again.
const RESERVATIONS = `
  CREATE TABLE seat_reservation (
    id uuid PRIMARY KEY,
    class_id uuid NOT NULL REFERENCES training_class,
    unit_id uuid NOT NULL,
    seats int NOT NULL CHECK (seats > 0),
    used int NOT NULL DEFAULT 0 CHECK (used >= 0),
    expires_on date NOT NULL,
    expired boolean NOT NULL DEFAULT false,
    reserved_by text NOT NULL,
    UNIQUE (class_id, unit_id),
    CONSTRAINT seat_reservation_not_overdrawn CHECK (expired OR used <= seats)
  );
  CREATE TABLE seat_refusal (
    class_id uuid NOT NULL REFERENCES training_class,
    person_id uuid NOT NULL REFERENCES person_state,
    reason text NOT NULL,
    refused_on date NOT NULL,
    refused_by text NOT NULL,
    PRIMARY KEY (class_id, person_id)
  );
  CREATE INDEX seat_refusal_person ON seat_refusal (person_id);
  CREATE TABLE seat_skip (
    class_id uuid NOT NULL REFERENCES training_class,
    person_id uuid NOT NULL REFERENCES person_state,
    unit_id uuid NOT NULL,
    reason text NOT NULL,
    skipped_on date NOT NULL,
    PRIMARY KEY (person_id, class_id)
  );`;

// Whoever waits, once each, as rules/owed-class.ts puts together what the person owes. The place on the list counts
// everybody, also those whom the caller may not see: the function runs as the owner and tells numbers only.
const WAITLIST = [
  `CREATE VIEW waiting_person WITH (security_invoker = true) AS
    SELECT person_id, (array_agg(class_type ORDER BY opened_on DESC, id))[1] AS class_type,
      (array_agg(unit_id ORDER BY opened_on DESC, id))[1] AS unit_id, newest AS earliest,
      coalesce(min(deadline) FILTER (WHERE deadline >= newest), (array_agg(deadline ORDER BY opened_on DESC, id))[1])
        AS deadline,
      min(waiting_reason) AS reason, min(waiting_since) AS since
    FROM (SELECT *, max(opened_on) OVER (PARTITION BY person_id) AS newest
          FROM training_duty WHERE status = 'open' AND waiting_reason IS NOT NULL) duty
    GROUP BY person_id, newest`,
  `CREATE FUNCTION waitlist_places(people uuid[]) RETURNS TABLE (person_id uuid, place int, waiting int)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT * FROM (
        SELECT w.person_id, row_number() OVER (PARTITION BY class_type ORDER BY deadline, w.person_id)::int,
          count(*) OVER (PARTITION BY class_type)::int
        FROM waiting_person w) places (person_id, place, waiting)
      WHERE places.person_id = ANY (people)
    $$`,
];

const SEATS = `
  ALTER TABLE seat
    ADD COLUMN days daterange NOT NULL DEFAULT 'empty',
    ADD COLUMN reservation_id uuid REFERENCES seat_reservation,
    ADD COLUMN confirmed_on date,
    ADD COLUMN placed_by text,
    DROP CONSTRAINT seat_granted_by_check,
    ADD CONSTRAINT seat_granted_by_check
      CHECK (granted_by IN ('seat-plan', 'reach', 'reservation', 'nomination', 'swap', 'class-change'));
  UPDATE seat SET days = daterange(c.starts_on, c.ends_on, '[]') FROM training_class c WHERE c.id = class_id;
  ALTER TABLE seat ADD CONSTRAINT seat_one_class_a_day
    EXCLUDE USING gist (person_id WITH =, days WITH &&) WHERE (status IN ('granted', 'attended'));
  CREATE INDEX seat_of_reservation ON seat (reservation_id) WHERE reservation_id IS NOT NULL;`;

// The days of a seat are those of its class, whoever writes it.
const KEEP_DAYS = `
  CREATE FUNCTION keep_days() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    SELECT daterange(starts_on, ends_on, '[]') INTO new.days FROM training_class WHERE id = new.class_id;
    RETURN new;
  END $$;
  CREATE TRIGGER seat_days BEFORE INSERT OR UPDATE OF class_id, starts_on ON seat
    FOR EACH ROW EXECUTE FUNCTION keep_days();`;

const KEEP_RESERVED = `
  CREATE FUNCTION keep_reserved() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE change int := CASE WHEN new.expired THEN 0 ELSE new.seats - new.used END;
  BEGIN
    IF TG_OP = 'UPDATE' THEN change := change - CASE WHEN old.expired THEN 0 ELSE old.seats - old.used END; END IF;
    UPDATE training_class SET reserved = reserved + change WHERE id = new.class_id AND change <> 0;
    RETURN NULL;
  END $$;
  CREATE TRIGGER reservation_counted AFTER INSERT OR UPDATE ON seat_reservation
    FOR EACH ROW EXECUTE FUNCTION keep_reserved();`;

const NEW = `SELECT class_id, reservation_id, 1 AS n FROM new_seats WHERE status <> 'released'`;
const OLD = `SELECT class_id, reservation_id, -1 AS n FROM old_seats WHERE status <> 'released'`;

const CHANGE = (counted: string) => `SELECT class_id, sum(n) AS delta FROM (${counted}) seats
  GROUP BY class_id HAVING sum(n) <> 0`;

// Classes are locked in the order of their ids before they are counted: two statements over several classes never wait
// for each other in a circle. Seats are given up before reservations are counted and taken after it, so that no
// intermediate sum is above the final one.
const COUNT = (counted: string) => `
  PERFORM FROM training_class WHERE id IN (
      SELECT class_id FROM (${counted}) seats GROUP BY class_id, reservation_id HAVING sum(n) <> 0)
    ORDER BY id FOR NO KEY UPDATE;
  UPDATE training_class SET granted = granted + delta
    FROM (${CHANGE(counted)}) change WHERE training_class.id = change.class_id AND delta < 0;
  UPDATE seat_reservation SET used = used + delta
    FROM (SELECT reservation_id, sum(n) AS delta FROM (${counted}) seats WHERE reservation_id IS NOT NULL
          GROUP BY reservation_id HAVING sum(n) <> 0) change
    WHERE seat_reservation.id = change.reservation_id;
  UPDATE training_class SET granted = granted + delta
    FROM (${CHANGE(counted)}) change WHERE training_class.id = change.class_id AND delta > 0;
  RETURN NULL;`;

const KEEP_COUNTED = [
  `CREATE OR REPLACE FUNCTION keep_granted() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN ${COUNT(NEW)} END IF;
    ${COUNT(OLD)}
  END $$`,
  `CREATE OR REPLACE FUNCTION keep_granted_on_update() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN ${COUNT(`${NEW} UNION ALL ${OLD}`)} END $$`,
];

// As it was before this migration.
const BEFORE = (counted: string) => `
  PERFORM FROM training_class WHERE id IN (SELECT class_id FROM (${CHANGE(counted)}) change)
    ORDER BY id FOR NO KEY UPDATE;
  UPDATE training_class SET granted = granted + delta
  FROM (${CHANGE(counted)}) change WHERE training_class.id = change.class_id;
  RETURN NULL;`;
const UNRESERVED = (counted: string) => counted.replace(' reservation_id,', '');
const COUNT_WITHOUT_RESERVATIONS = `
  CREATE OR REPLACE FUNCTION keep_granted() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN ${BEFORE(UNRESERVED(NEW))} END IF;
    ${BEFORE(UNRESERVED(OLD))}
  END $$;
  CREATE OR REPLACE FUNCTION keep_granted_on_update() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN ${BEFORE(`${UNRESERVED(NEW)} UNION ALL ${UNRESERVED(OLD)}`)} END $$;`;
