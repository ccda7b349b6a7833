import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditTrail1764222000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_pending (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        fact jsonb NOT NULL
      )`);
    await runner.query(`
      ALTER TABLE audit_pending SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`);
    // The instant as the text that was hashed: a timestamp would come back in another form.
    await runner.query(`
      CREATE TABLE audit_record (
        position bigint PRIMARY KEY,
        at text NOT NULL,
        subject text NOT NULL,
        address text NOT NULL,
        action text NOT NULL,
        object text NOT NULL,
        content_hash text NOT NULL,
        result text NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE audit_seal (
        number int PRIMARY KEY,
        first_position bigint NOT NULL UNIQUE,
        last_position bigint NOT NULL UNIQUE,
        root text NOT NULL,
        previous_hash text NOT NULL UNIQUE,
        hash text NOT NULL UNIQUE,
        sealed_at timestamptz NOT NULL DEFAULT now(),
        CHECK (last_position >= first_position)
      )`);
    await runner.query(`
      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
      END $$`);
    for (const table of ['audit_record', 'audit_seal'])
      await runner.query(`
        CREATE TRIGGER ${table}_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_seal, audit_record, audit_pending');
    await runner.query('DROP FUNCTION refuse_audit_change');
  }
}
