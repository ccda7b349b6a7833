import type { MigrationInterface, QueryRunner } from 'typeorm';

// Facts are copies of what events said. Columns may be null where an event that arrives first does not carry them.
// Rows that change several times leave room in their page, so that no index has to follow.
export class CreateFacts1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE unit_fact (
        unit_id uuid PRIMARY KEY,
        code text,
        name text,
        level text CHECK (level IN ('province', 'department', 'district', 'commune')),
        parent_id uuid,
        successor_id uuid,
        valid_from date,
        valid_to date,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`
      CREATE TABLE programme_fact (
        programme_id uuid PRIMARY KEY,
        code text NOT NULL,
        version int NOT NULL,
        in_force_from date NOT NULL,
        in_force_to date,
        title jsonb NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`
      CREATE TABLE person_fact (
        person_id uuid PRIMARY KEY,
        unit_id uuid,
        revision int NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (fillfactor = 70)`);
    await runner.query(`
      CREATE TABLE move_fact (
        person_id uuid NOT NULL,
        revision int NOT NULL,
        kind text NOT NULL CHECK (kind IN ('appointed', 'reassigned', 'left')),
        cause text NOT NULL,
        batch_id uuid,
        effective_date date NOT NULL,
        unit_id uuid,
        event_id uuid NOT NULL,
        PRIMARY KEY (person_id, revision)
      )`);
    await runner.query(`CREATE INDEX move_fact_batch ON move_fact (batch_id) WHERE batch_id IS NOT NULL`);
    await runner.query(`
      CREATE TABLE duty_fact (
        duty_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        programme_id uuid,
        kind text CHECK (kind IN ('yearly', 'retraining')),
        period int,
        status text NOT NULL CHECK (status IN ('open', 'fulfilled', 'waived')),
        cohort text,
        class_type text,
        unit_id uuid,
        opened_on date,
        deadline date,
        cause text,
        batch_id uuid,
        moves int,
        fulfilled_on date,
        waived_on date,
        complete boolean NOT NULL,
        revision int NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (fillfactor = 70)`);
    await runner.query(`CREATE INDEX duty_fact_person ON duty_fact (person_id)`);
    // What each revision did to a duty: one duty can answer to several batches.
    await runner.query(`
      CREATE TABLE duty_change (
        duty_id uuid NOT NULL,
        revision int NOT NULL,
        person_id uuid NOT NULL,
        change text NOT NULL CHECK (change IN ('opened', 'moved', 'coalesced', 'fulfilled', 'waived')),
        batch_id uuid,
        changed_on date NOT NULL,
        caused_by uuid,
        PRIMARY KEY (duty_id, revision)
      )`);
    await runner.query(`CREATE INDEX duty_change_batch ON duty_change (batch_id) WHERE batch_id IS NOT NULL`);
    await runner.query(`CREATE INDEX duty_change_waived ON duty_change (person_id) WHERE change = 'waived'`);
    await runner.query(`
      CREATE TABLE class_fact (
        class_id uuid PRIMARY KEY,
        plan_id uuid NOT NULL,
        programme_id uuid NOT NULL,
        class_type text NOT NULL,
        purpose text NOT NULL,
        host_unit_id uuid NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        minimum int NOT NULL,
        maximum int NOT NULL,
        revision int NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`
      CREATE TABLE seat_fact (
        seat_id uuid PRIMARY KEY,
        class_id uuid NOT NULL,
        person_id uuid NOT NULL,
        unit_id uuid,
        status text NOT NULL CHECK (status IN ('granted', 'released', 'attended', 'absent')),
        granted_by text,
        complete boolean NOT NULL,
        revision int NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      ) WITH (fillfactor = 70)`);
    await runner.query(`CREATE INDEX seat_fact_class ON seat_fact (class_id)`);
    await runner.query(`CREATE INDEX seat_fact_person ON seat_fact (person_id)`);
    await runner.query(`
      CREATE TABLE waiting_fact (
        person_id uuid PRIMARY KEY,
        reason text NOT NULL,
        deadline date NOT NULL,
        revision int NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    await runner.query(`
      CREATE TABLE certificate_fact (
        certificate_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        class_id uuid,
        programme_id uuid,
        unit_id uuid,
        issued_on date,
        superseded_by uuid,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
    // A plan counts as decided only when the decision was about the content it has now.
    await runner.query(`
      CREATE TABLE plan_fact (
        plan_id uuid PRIMARY KEY,
        kind text,
        programme_id uuid,
        content_hash text,
        submitted_by text,
        classes int,
        people int,
        unserved int,
        person_km double precision,
        fewest_classes int,
        gap double precision,
        revision int NOT NULL DEFAULT 0,
        outcome text CHECK (outcome IN ('approved', 'returned', 'rejected')),
        decided_hash text,
        status text GENERATED ALWAYS AS (CASE WHEN decided_hash = content_hash THEN outcome ELSE 'submitted' END) STORED,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE plan_fact, certificate_fact, waiting_fact, seat_fact, class_fact, duty_change, duty_fact, move_fact,
        person_fact, programme_fact, unit_fact`);
  }
}
