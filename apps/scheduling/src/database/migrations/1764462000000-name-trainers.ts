import type { MigrationInterface, QueryRunner } from 'typeorm';

// trainer_id is the planner's trainer, trainer the account that reaches the class in enrollment. The messages about a class
// are counted, so that the newest trainer wins; ClassOpened was the first.
export class NameTrainers1764462000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE training_class ADD COLUMN trainer_id text, ADD COLUMN trainer text,
        ADD COLUMN told_revision int NOT NULL DEFAULT 1 CHECK (told_revision >= 1)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE training_class DROP COLUMN trainer_id, DROP COLUMN trainer, DROP COLUMN told_revision',
    );
  }
}
