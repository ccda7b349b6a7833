import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ChangeClasses1764320000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE class_change (
        id uuid PRIMARY KEY,
        class_id uuid NOT NULL REFERENCES training_class,
        kind text NOT NULL CHECK (kind IN ('under-minimum', 'over-maximum')),
        action text NOT NULL CHECK (action IN ('keep', 'merge', 'postpone', 'cancel', 'enlarge')),
        into_class_id uuid REFERENCES training_class,
        starts_on date,
        extra int,
        reason text NOT NULL,
        asked_by text NOT NULL,
        asked_on date NOT NULL,
        content_hash text NOT NULL,
        status text NOT NULL DEFAULT 'asked' CHECK (status IN ('asked', 'approved', 'returned', 'rejected', 'withdrawn')),
        moved int,
        CHECK ((action = 'merge') = (into_class_id IS NOT NULL)),
        CHECK ((action = 'postpone') = (starts_on IS NOT NULL)),
        CHECK ((action = 'enlarge') = (extra IS NOT NULL)),
        CHECK ((kind = 'over-maximum') = (action = 'enlarge')),
        CHECK (into_class_id <> class_id AND extra > 0)
      )`);
    await runner.query(`CREATE UNIQUE INDEX class_change_one_open ON class_change (class_id) WHERE status = 'asked'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE class_change');
  }
}
