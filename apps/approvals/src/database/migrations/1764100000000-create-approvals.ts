import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApprovals1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE chain (
        subject_type text PRIMARY KEY,
        steps jsonb NOT NULL CHECK (jsonb_typeof(steps) = 'array' AND jsonb_array_length(steps) > 0)
      )`);
    await runner.query(`INSERT INTO chain VALUES ('plan', '[{"role": "reviewer"}, {"role": "chairman"}]')`);
    // A proposal keeps the chain it began with: a later change of the chain is for later proposals.
    await runner.query(`
      CREATE TABLE proposal (
        id uuid PRIMARY KEY,
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        subject_type text NOT NULL,
        subject_id uuid NOT NULL,
        subject_revision int NOT NULL,
        content_hash text NOT NULL,
        content jsonb NOT NULL,
        submitted_by text NOT NULL,
        submitted_at timestamptz NOT NULL DEFAULT now(),
        chain jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('open', 'approved', 'returned', 'rejected', 'superseded')),
        current_step int NOT NULL DEFAULT 0 CHECK (current_step >= 0 AND current_step < jsonb_array_length(chain)),
        version int NOT NULL DEFAULT 1 CHECK (version >= 1),
        UNIQUE (subject_type, subject_id, content_hash)
      )`);
    // Separation of duties is a key, so that two requests at once cannot get around it.
    await runner.query(`
      CREATE TABLE decision (
        proposal_id uuid NOT NULL REFERENCES proposal,
        step int NOT NULL CHECK (step >= 0),
        role text NOT NULL,
        decision text NOT NULL CHECK (decision IN ('approve', 'return', 'reject')),
        reason text CHECK (decision = 'approve' OR length(trim(reason)) > 0),
        decided_by text NOT NULL,
        decided_at timestamptz NOT NULL,
        content_hash text NOT NULL,
        PRIMARY KEY (proposal_id, step),
        UNIQUE (proposal_id, decided_by),
        CHECK (decision = 'approve' OR reason IS NOT NULL)
      )`);
    await runner.query(`
      CREATE TABLE audit_entry (
        seq bigint PRIMARY KEY,
        at timestamptz NOT NULL,
        subject text NOT NULL,
        action text NOT NULL,
        object_type text NOT NULL,
        object_id uuid NOT NULL,
        content_hash text NOT NULL,
        result text NOT NULL,
        previous_hash text NOT NULL UNIQUE,
        entry_hash text NOT NULL UNIQUE
      )`);
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER audit_entry_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      CREATE TRIGGER decision_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_entry, decision, proposal, chain');
    await runner.query('DROP FUNCTION refuse_change');
  }
}
