import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FollowChangedClasses1764421000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Beside class_fact and not in it: enrollment counts the revisions of changes, scheduling those of openings.
    await runner.query(`
      CREATE TABLE class_change_fact (
        class_id uuid PRIMARY KEY,
        change text NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        maximum int NOT NULL,
        revision int NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE class_change_fact');
  }
}
