import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CountNoRevokedCertificates1764420000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE certificate_fact ADD COLUMN revoked_on date');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE certificate_fact DROP COLUMN revoked_on');
  }
}
