import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PublishByApproval1764350000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_publication (
        report_id uuid PRIMARY KEY REFERENCES report,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL,
        attempt int NOT NULL DEFAULT 1 CHECK (attempt >= 1),
        outcome text CHECK (outcome IN ('approved', 'returned', 'rejected', 'withdrawn')),
        decided_at timestamptz,
        CHECK ((outcome IS NULL) = (decided_at IS NULL))
      )`);
    // What was published before was published without being asked for.
    await runner.query(`
      INSERT INTO report_publication (report_id, asked_by, asked_at, outcome, decided_at)
      SELECT id, published_by, published_at, 'approved', published_at FROM report`);
    await runner.query(`
      CREATE TABLE audit_head (
        service text PRIMARY KEY,
        number int NOT NULL CHECK (number >= 1),
        hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$')
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_head, report_publication');
  }
}
