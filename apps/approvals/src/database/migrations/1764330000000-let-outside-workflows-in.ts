import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LetOutsideWorkflowsIn1764330000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhook (
        id uuid PRIMARY KEY,
        url text NOT NULL,
        roles text[] NOT NULL DEFAULT '{}',
        secret bytea NOT NULL,
        former_secret bytea,
        former_until timestamptz,
        created_by text NOT NULL,
        created_at timestamptz NOT NULL,
        ended_at timestamptz,
        CHECK ((former_secret IS NULL) = (former_until IS NULL))
      )`);
    await runner.query(`CREATE UNIQUE INDEX webhook_url ON webhook (url) WHERE ended_at IS NULL`);
    await runner.query(`
      CREATE TABLE webhook_delivery (
        id uuid PRIMARY KEY,
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        webhook_id uuid NOT NULL REFERENCES webhook,
        event_id uuid NOT NULL REFERENCES task_event,
        payload text NOT NULL,
        status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'failed')),
        attempts int NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL,
        answer text,
        UNIQUE (webhook_id, event_id)
      )`);
    await runner.query(`CREATE INDEX webhook_delivery_due ON webhook_delivery (due_at) WHERE status = 'waiting'`);
    await runner.query(`CREATE INDEX webhook_delivery_list ON webhook_delivery (webhook_id, number)`);
    // The database itself hashes and measures what it is given: a wrong hash cannot be stored.
    await runner.query(`
      CREATE TABLE document (
        id uuid PRIMARY KEY,
        proposal_id uuid NOT NULL REFERENCES proposal,
        media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
        content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 10485760),
        sha256 text NOT NULL CHECK (sha256 = encode(sha256(content), 'hex')),
        attached_by text NOT NULL,
        attached_at timestamptz NOT NULL,
        UNIQUE (proposal_id, sha256),
        UNIQUE (proposal_id, id)
      )`);
    await runner.query(`ALTER TABLE document ALTER content SET STORAGE EXTERNAL`);
    await runner.query(`
      CREATE TRIGGER document_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      ALTER TABLE decision
        ADD document_id uuid,
        ADD CONSTRAINT document_of_the_same_proposal
          FOREIGN KEY (proposal_id, document_id) REFERENCES document (proposal_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE decision DROP document_id');
    await runner.query('DROP TABLE document, webhook_delivery, webhook');
  }
}
