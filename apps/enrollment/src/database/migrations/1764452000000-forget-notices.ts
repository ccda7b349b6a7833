import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A mail is deleted after its notices: without an index each deletion would read all of them. */
export class ForgetNotices1764452000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX notice_mail ON notice (mail_id) WHERE mail_id IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX notice_mail');
  }
}
