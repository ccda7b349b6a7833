import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditAnchor1764223000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_anchor (
        service text NOT NULL,
        number int NOT NULL CHECK (number >= 1),
        first_position bigint NOT NULL,
        last_position bigint NOT NULL,
        hash text NOT NULL,
        anchored_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (service, number)
      )`);
    await runner.query(`
      CREATE TRIGGER audit_anchor_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_anchor
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_anchor');
  }
}
