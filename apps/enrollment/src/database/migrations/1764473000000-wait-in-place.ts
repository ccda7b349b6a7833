import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who begins to wait, or waits for another reason, has the row of the duty changed within its page (HOT), and no index touched.
 * An index whose condition names the reason forbade that: six index entries for each person whom a batch makes wait. The people who
 * wait in a unit are found by `training_duty_unit_page`.
 */
export class WaitInPlace1764473000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX training_duty_waiting');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX training_duty_waiting ON training_duty (unit_id, person_id)
      WHERE status = 'open' AND waiting_reason IS NOT NULL`);
  }
}
