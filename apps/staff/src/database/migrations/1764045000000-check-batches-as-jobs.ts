import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CheckBatchesAsJobs1764045000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The file waits in the database, not on a disk: any replica can check it, also after a crash.
    await runner.query(`
      CREATE TABLE upload (
        id uuid PRIMARY KEY,
        format text NOT NULL CHECK (format IN ('csv', 'json-lines', 'xlsx')),
        begun_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query(`
      CREATE TABLE upload_part (
        upload_id uuid NOT NULL REFERENCES upload ON DELETE CASCADE,
        part int NOT NULL CHECK (part >= 0),
        content bytea NOT NULL,
        PRIMARY KEY (upload_id, part)
      )`);
    await runner.query('ALTER TABLE upload_part ALTER COLUMN content SET STORAGE EXTERNAL');
    await runner.query(`
      ALTER TABLE reassignment_batch
        DROP CONSTRAINT reassignment_batch_status_check,
        DROP CONSTRAINT reassignment_batch_row_count_check,
        DROP CONSTRAINT reassignment_batch_check1,
        ADD COLUMN upload_id uuid REFERENCES upload ON DELETE SET NULL,
        ADD COLUMN dry_run boolean NOT NULL DEFAULT false,
        ADD COLUMN read_rows int NOT NULL DEFAULT 0,
        ADD COLUMN checked_rows int NOT NULL DEFAULT 0,
        ADD COLUMN fault_count int NOT NULL DEFAULT 0,
        ADD COLUMN check_attempt int NOT NULL DEFAULT 0,
        ADD COLUMN check_until timestamptz,
        ADD COLUMN second_person boolean NOT NULL DEFAULT false,
        ADD COLUMN reverses uuid REFERENCES reassignment_batch,
        ADD COLUMN cancelled_by text,
        ADD COLUMN cancelled_at timestamptz,
        ADD CONSTRAINT reassignment_batch_status
          CHECK (status IN ('checking', 'refused', 'validated', 'releasing', 'released', 'cancelled')),
        ADD CONSTRAINT reassignment_batch_rows
          CHECK (row_count > 0 OR (row_count = 0 AND status IN ('checking', 'refused', 'cancelled'))),
        ADD CONSTRAINT reassignment_batch_applied
          CHECK ((status = 'released') = (applied_rows = row_count AND row_count > 0)),
        ADD CONSTRAINT reassignment_batch_without_faults
          CHECK (fault_count = 0 OR status IN ('checking', 'refused', 'cancelled')),
        ADD CONSTRAINT reassignment_batch_dry_run CHECK (NOT dry_run OR released_at IS NULL),
        ADD CONSTRAINT reassignment_batch_second_person
          CHECK (NOT second_person OR released_by IS NULL OR released_by <> uploaded_by),
        ADD CONSTRAINT reassignment_batch_cancelled CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL))`);
    await runner.query(`
      CREATE UNIQUE INDEX reassignment_batch_reversed_once ON reassignment_batch (reverses)
      WHERE status NOT IN ('refused', 'cancelled')`);
    await runner.query(`
      CREATE INDEX reassignment_batch_checking ON reassignment_batch (uploaded_at) WHERE status = 'checking'`);
    await runner.query(`
      CREATE TABLE batch_fault (
        batch_id uuid NOT NULL REFERENCES reassignment_batch ON DELETE CASCADE,
        n bigint GENERATED ALWAYS AS IDENTITY,
        row_no int NOT NULL,
        field text NOT NULL,
        code text NOT NULL,
        params jsonb NOT NULL,
        PRIMARY KEY (batch_id, row_no, n)
      )`);
    // Rows between reading and comparing, in the order in which persons are compared. Lost in a crash, and read again.
    await runner.query(`
      CREATE UNLOGGED TABLE batch_draft (
        batch_id uuid NOT NULL,
        staff_code text COLLATE "C" NOT NULL,
        effective_date text COLLATE "C" NOT NULL,
        row_no int NOT NULL,
        full_name text NOT NULL,
        action text,
        unit_code text,
        post text,
        duties text NOT NULL,
        PRIMARY KEY (batch_id, staff_code, effective_date, row_no)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE batch_draft, batch_fault');
    await runner.query(`DELETE FROM reassignment_batch WHERE status IN ('checking', 'refused')`);
    await runner.query(`
      ALTER TABLE reassignment_batch
        DROP COLUMN upload_id, DROP COLUMN dry_run, DROP COLUMN read_rows, DROP COLUMN checked_rows,
        DROP COLUMN fault_count, DROP COLUMN check_attempt, DROP COLUMN check_until, DROP COLUMN second_person,
        DROP COLUMN reverses, DROP COLUMN cancelled_by, DROP COLUMN cancelled_at,
        DROP CONSTRAINT reassignment_batch_status, DROP CONSTRAINT reassignment_batch_rows,
        DROP CONSTRAINT reassignment_batch_applied,
        ADD CONSTRAINT reassignment_batch_status_check
          CHECK (status IN ('validated', 'releasing', 'released', 'cancelled')),
        ADD CONSTRAINT reassignment_batch_row_count_check CHECK (row_count > 0),
        ADD CONSTRAINT reassignment_batch_check1 CHECK ((status = 'released') = (applied_rows = row_count))`);
    await runner.query('DROP TABLE upload_part, upload');
  }
}
