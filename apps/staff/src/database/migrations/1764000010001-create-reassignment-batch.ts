import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateReassignmentBatch1764000010001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reassignment_batch (
        id uuid PRIMARY KEY,
        name text NOT NULL CHECK (name <> ''),
        cause text NOT NULL CHECK (cause IN
          ('registration', 'appointment', 'rotation', 'election', 'merger', 'retirement', 'resignation')),
        decision text NOT NULL CHECK (decision <> ''),
        effective_date date,
        file_sha256 text NOT NULL CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
        status text NOT NULL CHECK (status IN ('validated', 'releasing', 'released', 'cancelled')),
        row_count int NOT NULL CHECK (row_count > 0),
        applied_rows int NOT NULL DEFAULT 0 CHECK (applied_rows BETWEEN 0 AND row_count),
        uploaded_by text NOT NULL,
        uploaded_at timestamptz NOT NULL DEFAULT now(),
        released_by text,
        released_at timestamptz,
        version int NOT NULL DEFAULT 1,
        CHECK ((status = 'released') = (applied_rows = row_count)),
        CHECK ((status IN ('releasing', 'released')) = (released_at IS NOT NULL))
      )`);
    await runner.query(`
      CREATE INDEX reassignment_batch_releasing ON reassignment_batch (released_at) WHERE status = 'releasing'`);
    // "position" is the order of application: a chunk is a range of it, whatever the order of the file.
    await runner.query(`
      CREATE TABLE reassignment_row (
        batch_id uuid NOT NULL REFERENCES reassignment_batch,
        row_no int NOT NULL CHECK (row_no > 0),
        position int NOT NULL CHECK (position >= 0),
        person_id uuid NOT NULL,
        staff_code text NOT NULL,
        full_name text NOT NULL,
        action text NOT NULL CHECK (action IN ('appoint', 'reassign', 'leave')),
        unit_id uuid REFERENCES unit,
        unit_code text,
        post text,
        duties text[] NOT NULL,
        effective_date date NOT NULL,
        PRIMARY KEY (batch_id, row_no),
        UNIQUE (batch_id, position),
        UNIQUE (batch_id, person_id, effective_date),
        CHECK ((action = 'leave') = (unit_id IS NULL)),
        CHECK ((unit_id IS NULL) = (post IS NULL) AND (unit_id IS NULL) = (unit_code IS NULL))
      )`);
    // A batch says itself who decided what; a change by hand is kept here with its basis.
    await runner.query(`
      CREATE TABLE reassignment_by_hand (
        person_id uuid NOT NULL REFERENCES person,
        revision int NOT NULL CHECK (revision > 0),
        action text NOT NULL CHECK (action IN ('appoint', 'reassign', 'leave')),
        cause text NOT NULL,
        decision text NOT NULL CHECK (decision <> ''),
        effective_date date NOT NULL,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (person_id, revision)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reassignment_by_hand, reassignment_row, reassignment_batch');
  }
}
