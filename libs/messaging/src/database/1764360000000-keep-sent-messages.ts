import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepSentMessages1764360000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // What stands here is never changed, and in the order of its number it is what the topics should hold.
    await runner.query(`
      CREATE TABLE sent_message (
        seq bigint PRIMARY KEY,
        sent_at timestamptz NOT NULL DEFAULT now(),
        topic text NOT NULL,
        key text NOT NULL,
        headers jsonb NOT NULL,
        payload text NOT NULL
      )`);
    await runner.query('CREATE INDEX sent_message_sent_at ON sent_message USING brin (sent_at)');
    await runner.query(`
      CREATE TABLE republication (
        id uuid PRIMARY KEY,
        topic text,
        key text,
        sent_from timestamptz NOT NULL,
        sent_to timestamptz NOT NULL CHECK (sent_to > sent_from),
        reason text NOT NULL CHECK (reason <> ''),
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT now(),
        last_seq bigint NOT NULL DEFAULT 0,
        messages int NOT NULL DEFAULT 0,
        finished_at timestamptz
      )`);
    await runner.query('CREATE INDEX republication_open ON republication (requested_at) WHERE finished_at IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE republication, sent_message');
  }
}
