import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATUSES = (...more: string[]): string =>
  ['draft', 'submitted', 'returned', 'rejected', 'adopted', ...more].map(status => `'${status}'`).join(', ');

export class AdoptByApproval1764455000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // source_version counts what the approval chain was told about a draft; 0: it was never asked.
    await runner.query(`
      ALTER TABLE programme_draft
        ADD source_version int NOT NULL DEFAULT 0 CHECK (source_version >= 0),
        ADD submitted_by text,
        ADD compared_with uuid REFERENCES programme,
        DROP CONSTRAINT programme_draft_status_check,
        ADD CONSTRAINT programme_draft_status_check CHECK (status IN (${STATUSES('outdated')})),
        ADD CONSTRAINT asked_about_content CHECK
          (status <> 'submitted' OR (source_version > 0 AND submitted_by IS NOT NULL AND content_hash IS NOT NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE programme_draft SET status = 'returned' WHERE status = 'outdated'`);
    await runner.query(`
      ALTER TABLE programme_draft DROP CONSTRAINT asked_about_content, DROP CONSTRAINT programme_draft_status_check,
        ADD CONSTRAINT programme_draft_status_check CHECK (status IN (${STATUSES()})),
        DROP source_version, DROP submitted_by, DROP compared_with`);
  }
}
