import type { MigrationInterface, QueryRunner } from 'typeorm';

// Cookies are stored as hashes and tokens sealed: a copy of the database opens no session.
export class CreateSession1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session (
        id uuid PRIMARY KEY,
        cookie_hash bytea NOT NULL UNIQUE CHECK (length(cookie_hash) = 32),
        previous_hash bytea UNIQUE CHECK (length(previous_hash) = 32),
        rotated_at timestamptz NOT NULL,
        subject text NOT NULL,
        csrf_token text NOT NULL,
        sealed bytea NOT NULL,
        access_until timestamptz NOT NULL,
        refreshing_until timestamptz,
        started_at timestamptz NOT NULL,
        used_at timestamptz NOT NULL,
        CHECK (cookie_hash <> previous_hash)
      )`);
    await runner.query('CREATE INDEX session_used ON session (used_at)');
    await runner.query(`
      CREATE TABLE pending_sign_in (
        cookie_hash bytea PRIMARY KEY CHECK (length(cookie_hash) = 32),
        sealed bytea NOT NULL,
        started_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE pending_sign_in, session');
  }
}
