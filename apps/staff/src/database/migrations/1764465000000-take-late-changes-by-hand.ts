import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A change by hand may come late, as a row of a batch may. */
export class TakeLateChangesByHand1764465000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reassignment_by_hand
        ADD COLUMN until date,
        ADD CONSTRAINT reassignment_by_hand_until CHECK (until > effective_date)`);
    // Whether a change comes late depends on all that is recorded, also in units that its author does not see.
    await runner.query(`
      CREATE FUNCTION recorded_days(person uuid) RETURNS TABLE (valid daterange)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT h.valid FROM post_holding h WHERE h.person_id = person
      $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION recorded_days');
    await runner.query('ALTER TABLE reassignment_by_hand DROP COLUMN until');
  }
}
