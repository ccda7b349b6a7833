import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A long file is compared, and so applied, in the order of ids. A process of the version before still reads by staff code. */
export class CompareDraftsById1764471000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE batch_draft DROP CONSTRAINT batch_draft_pkey, ADD COLUMN person_id uuid,
        ADD CONSTRAINT batch_draft_by_id UNIQUE (batch_id, person_id, effective_date, row_no)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE batch_draft DROP COLUMN person_id, ADD PRIMARY KEY (batch_id, staff_code, effective_date, row_no)`);
  }
}
