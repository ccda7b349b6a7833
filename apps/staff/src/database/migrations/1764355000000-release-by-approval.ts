import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReleaseByApproval1764355000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE batch_release_request (
        batch_id uuid PRIMARY KEY REFERENCES reassignment_batch ON DELETE CASCADE,
        content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL,
        attempt int NOT NULL DEFAULT 1 CHECK (attempt >= 1),
        outcome text CHECK (outcome IN ('approved', 'returned', 'rejected', 'withdrawn', 'outdated', 'cancelled')),
        decided_at timestamptz,
        CHECK ((outcome IS NULL) = (decided_at IS NULL))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE batch_release_request');
  }
}
