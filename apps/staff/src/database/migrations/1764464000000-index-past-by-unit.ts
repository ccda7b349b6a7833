import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of one unit as they were known on a day go through what was known of the unit, not of everybody. */
export class IndexPastByUnit1764464000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX post_holding_past_unit ON post_holding_past (unit_id)');
    await runner.query('CREATE INDEX concurrent_duty_past_unit ON concurrent_duty_past (unit_id, duty)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX post_holding_past_unit, concurrent_duty_past_unit');
  }
}
