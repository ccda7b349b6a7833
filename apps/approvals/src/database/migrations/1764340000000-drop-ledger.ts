import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger chained entry after entry under one lock; the audit trail of the platform holds the same without it (ADR 16). */
export class DropLedger1764340000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // What it held goes on in the trail, with its instants; the old hash shows where it stood in the old chain.
    await runner.query(`
      INSERT INTO audit_pending (fact) SELECT jsonb_build_object(
        'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'subject', subject, 'address', '',
        'action', action, 'object', object_type || ' ' || object_id, 'contentHash', content_hash,
        'result', result || ', entry ' || entry_hash)
      FROM audit_entry ORDER BY seq`);
    await runner.query('DROP TABLE audit_entry');
  }

  async down(runner: QueryRunner): Promise<void> {
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
      CREATE TRIGGER audit_entry_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }
}
