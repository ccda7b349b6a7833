import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMessagingTables1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        lane smallint NOT NULL CHECK (lane IN (0, 1)),
        seq bigint GENERATED ALWAYS AS IDENTITY,
        topic text NOT NULL,
        key text NOT NULL,
        headers jsonb NOT NULL,
        payload text NOT NULL,
        PRIMARY KEY (lane, seq)
      )`);
    // Every row is deleted soon after it is written: vacuum early, or the index keeps pointing at rows that are gone.
    await runner.query(`
      ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`);
    await runner.query(`
      CREATE TABLE inbox (
        consumer text NOT NULL,
        event_id uuid NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, event_id)
      )`);
    await runner.query(`CREATE INDEX inbox_seen_at ON inbox USING brin (seen_at)`);
    await runner.query(`
      CREATE TABLE dead_letter (
        id uuid PRIMARY KEY,
        topic text NOT NULL,
        partition int NOT NULL,
        "offset" bigint NOT NULL,
        type text,
        key text,
        headers jsonb NOT NULL,
        payload bytea,
        handler text NOT NULL,
        reason text NOT NULL,
        detail text NOT NULL,
        status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'redriven', 'discarded')),
        note text,
        buried_at timestamptz NOT NULL DEFAULT now(),
        closed_at timestamptz,
        UNIQUE (topic, partition, "offset"),
        CHECK ((status = 'open') = (closed_at IS NULL))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dead_letter, inbox, outbox');
  }
}
