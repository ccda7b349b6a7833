import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEnrollment1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROGRAMMES);
    await runner.query(PEOPLE);
    await runner.query(DUTIES);
    await runner.query(CLASSES);
    await runner.query(SEATS);
    await runner.query(DEMAND);
    for (const statement of KEEP_GRANTED) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE unit_successor, allocation_due, unit_demand, certificate, seat, class_reach, class_seat_plan,
        training_class, duty_cause, training_duty, assignment_fact, person_state, open_period, programme_rules`);
    await runner.query('DROP FUNCTION keep_granted, keep_granted_on_update');
  }
}

const PROGRAMMES = `
  CREATE TABLE programme_rules (
    programme_id uuid PRIMARY KEY,
    code text NOT NULL,
    version int NOT NULL CHECK (version >= 1),
    valid daterange NOT NULL CHECK (NOT isempty(valid)),
    rules jsonb NOT NULL
  );
  CREATE TABLE open_period (
    programme_id uuid NOT NULL REFERENCES programme_rules,
    year int NOT NULL,
    opened_on date NOT NULL,
    PRIMARY KEY (programme_id, year)
  );`;

// training_revision counts what happened to the person's seats and certificates: their events travel under the
// person's key, so their order has to be the person's.
const PEOPLE = `
  CREATE TABLE person_state (
    person_id uuid PRIMARY KEY,
    revision int NOT NULL CHECK (revision >= 0),
    unit_id uuid,
    unit_level text,
    post text,
    duties text[] NOT NULL DEFAULT '{}',
    effective_date date,
    left_on date,
    training_revision int NOT NULL DEFAULT 0,
    CHECK ((unit_id IS NULL) = (post IS NULL) AND (unit_id IS NULL) = (unit_level IS NULL)),
    CHECK (left_on IS NULL OR unit_id IS NULL)
  ) WITH (fillfactor = 80);
  CREATE INDEX person_state_unit ON person_state (unit_id);
  CREATE TABLE assignment_fact (
    person_id uuid NOT NULL,
    revision int NOT NULL,
    event_id uuid NOT NULL,
    cause text NOT NULL,
    effective_date date NOT NULL,
    batch_id uuid,
    after jsonb,
    judged boolean NOT NULL,
    PRIMARY KEY (person_id, revision)
  );
  CREATE INDEX assignment_fact_unjudged ON assignment_fact (effective_date) WHERE NOT judged;`;

const DUTIES = `
  CREATE TABLE training_duty (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person_state,
    programme_id uuid NOT NULL REFERENCES programme_rules,
    kind text NOT NULL CHECK (kind IN ('yearly', 'retraining')),
    period int,
    status text NOT NULL CHECK (status IN ('open', 'fulfilled', 'waived')),
    cohort text NOT NULL,
    class_type text NOT NULL,
    unit_id uuid NOT NULL,
    opened_on date NOT NULL,
    deadline date NOT NULL,
    cause text,
    batch_id uuid,
    moves int NOT NULL CHECK (moves >= 0),
    revision int NOT NULL CHECK (revision >= 1),
    waiting_since date,
    waiting_reason text CHECK (waiting_reason IN ('no-class', 'classes-full', 'desk-rule')),
    fulfilled_on date,
    certificate_id uuid,
    UNIQUE (person_id, programme_id, period),
    CHECK ((kind = 'yearly') = (period IS NOT NULL)),
    CHECK (opened_on <= deadline),
    CHECK ((status = 'fulfilled') = (fulfilled_on IS NOT NULL AND certificate_id IS NOT NULL)),
    CHECK (status = 'open' OR waiting_reason IS NULL),
    CHECK ((waiting_since IS NULL) = (waiting_reason IS NULL))
  ) WITH (fillfactor = 80);
  CREATE UNIQUE INDEX training_duty_one_open_retraining ON training_duty (person_id)
    WHERE kind = 'retraining' AND status = 'open';
  CREATE INDEX training_duty_open ON training_duty (person_id) WHERE status = 'open';
  CREATE INDEX training_duty_unit ON training_duty (unit_id);
  CREATE TABLE duty_cause (
    event_id uuid PRIMARY KEY,
    duty_id uuid NOT NULL REFERENCES training_duty
  );
  CREATE INDEX duty_cause_duty ON duty_cause (duty_id);`;

// granted is written by triggers on seat alone; its check is what keeps a class from ever being overfull.
// announced is what the last ClassFilled said; null until the class's seats were offered for the first time.
const CLASSES = `
  CREATE TABLE training_class (
    id uuid PRIMARY KEY,
    plan_id uuid NOT NULL,
    programme_id uuid NOT NULL,
    class_type text NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('year', 'supplementary')),
    host_unit_id uuid NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    minimum int NOT NULL CHECK (minimum >= 0),
    maximum int NOT NULL,
    granted int NOT NULL DEFAULT 0,
    announced int,
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'held', 'cancelled')),
    fill_revision int NOT NULL DEFAULT 0,
    CONSTRAINT training_class_never_overfull CHECK (granted BETWEEN 0 AND maximum),
    CHECK (starts_on <= ends_on AND minimum <= maximum)
  );
  CREATE TABLE class_seat_plan (
    class_id uuid NOT NULL REFERENCES training_class,
    unit_id uuid NOT NULL,
    seats int NOT NULL CHECK (seats >= 0),
    desk_seats int NOT NULL CHECK (desk_seats BETWEEN 0 AND seats),
    PRIMARY KEY (class_id, unit_id)
  );
  CREATE TABLE class_reach (
    class_id uuid NOT NULL REFERENCES training_class,
    unit_id uuid NOT NULL,
    PRIMARY KEY (class_id, unit_id)
  );
  CREATE INDEX class_reach_unit ON class_reach (unit_id);`;

const SEATS = `
  CREATE TABLE seat (
    id uuid PRIMARY KEY,
    class_id uuid NOT NULL REFERENCES training_class,
    person_id uuid NOT NULL REFERENCES person_state,
    unit_id uuid NOT NULL,
    desk boolean NOT NULL,
    starts_on date NOT NULL,
    status text NOT NULL CHECK (status IN ('granted', 'released', 'attended', 'absent')),
    granted_by text NOT NULL CHECK (granted_by IN ('seat-plan', 'reach')),
    revision int NOT NULL
  );
  CREATE UNIQUE INDEX seat_once_a_class ON seat (class_id, person_id) WHERE status <> 'released';
  CREATE UNIQUE INDEX seat_one_active ON seat (person_id) WHERE status = 'granted';
  CREATE INDEX seat_of_person ON seat (person_id);
  CREATE INDEX seat_of_desk ON seat (unit_id) WHERE desk AND status IN ('granted', 'attended');
  CREATE TABLE certificate (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person_state,
    class_id uuid NOT NULL REFERENCES training_class,
    programme_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    issued_on date NOT NULL,
    superseded_by uuid REFERENCES certificate DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (person_id, class_id),
    CHECK (superseded_by <> id)
  );
  CREATE UNIQUE INDEX certificate_one_current ON certificate (person_id) WHERE superseded_by IS NULL;`;

// allocation_due is a heap of marks without a key on the unit: a unique key would make a reaction wait for the
// allocator's delete while the allocator waits for the reaction's people.
const DEMAND = `
  CREATE TABLE unit_demand (
    unit_id uuid PRIMARY KEY,
    revision int NOT NULL CHECK (revision >= 1),
    desk_staff int NOT NULL,
    groups jsonb NOT NULL
  );
  CREATE TABLE allocation_due (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    unit_id uuid NOT NULL
  );
  CREATE TABLE unit_successor (
    predecessor_id uuid NOT NULL,
    successor_id uuid NOT NULL,
    effective_on date NOT NULL,
    PRIMARY KEY (predecessor_id, successor_id),
    CHECK (predecessor_id <> successor_id)
  );`;

// Classes are locked in the order of their ids before they are counted: two statements over several classes never
// wait for each other in a circle.
const CHANGE = (counted: string) => `SELECT class_id, sum(n) AS delta FROM (${counted}) seats
  GROUP BY class_id HAVING sum(n) <> 0`;

const COUNT = (counted: string) => `
  PERFORM FROM training_class WHERE id IN (SELECT class_id FROM (${CHANGE(counted)}) change)
    ORDER BY id FOR NO KEY UPDATE;
  UPDATE training_class SET granted = granted + delta
  FROM (${CHANGE(counted)}) change WHERE training_class.id = change.class_id;
  RETURN NULL;`;

const NEW = `SELECT class_id, 1 AS n FROM new_seats WHERE status <> 'released'`;
const OLD = `SELECT class_id, -1 AS n FROM old_seats WHERE status <> 'released'`;

const KEEP_GRANTED = [
  `CREATE FUNCTION keep_granted() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN ${COUNT(NEW)} END IF;
    ${COUNT(OLD)}
  END $$`,
  `CREATE FUNCTION keep_granted_on_update() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN ${COUNT(`${NEW} UNION ALL ${OLD}`)} END $$`,
  `CREATE TRIGGER seat_granted AFTER INSERT ON seat REFERENCING NEW TABLE AS new_seats
    FOR EACH STATEMENT EXECUTE FUNCTION keep_granted()`,
  `CREATE TRIGGER seat_removed AFTER DELETE ON seat REFERENCING OLD TABLE AS old_seats
    FOR EACH STATEMENT EXECUTE FUNCTION keep_granted()`,
  `CREATE TRIGGER seat_changed AFTER UPDATE ON seat REFERENCING OLD TABLE AS old_seats NEW TABLE AS new_seats
    FOR EACH STATEMENT EXECUTE FUNCTION keep_granted_on_update()`,
];
