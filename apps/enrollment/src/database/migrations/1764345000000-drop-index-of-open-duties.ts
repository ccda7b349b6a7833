import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The unique key of a duty begins with its person, too: a second index cost every new duty, and helped nobody. */
export class DropIndexOfOpenDuties1764345000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX training_duty_open');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX training_duty_open ON training_duty (person_id) WHERE status = 'open'`);
  }
}
