import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyOn, scopeFunctions, UNIT_IN_SCOPE, withoutPolicy, withoutScopeFunctions } from '#platform';

const OF_UNITS = ['post_holding', 'concurrent_duty', 'post_holding_past', 'concurrent_duty_past'];

// A person belongs to the unit of the post held on the day that is asked about. Whoever moved away is no longer shown
// to the former unit but for the days there.
const PERSON = `EXISTS (SELECT FROM post_holding h WHERE h.person_id = person.id AND h.valid @> (SELECT scope_day()))`;

/** Rows about people are shown by unit, whatever a query forgets; see ADR 8. */
export class GuardPeopleByUnit1764070500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(scopeFunctions({ table: 'unit', validOn: 'u.valid @> day' }));
    for (const table of OF_UNITS) await runner.query(policyOn(table, UNIT_IN_SCOPE));
    await runner.query(policyOn('person', PERSON));
    // Null: whoever uploaded the batch may move everybody.
    await runner.query('ALTER TABLE reassignment_batch ADD COLUMN uploader_units uuid[]');
    await runner.query(policyOn('reassignment_batch', `uploaded_by = current_setting('app.subject', true)`));
    // A change by hand has to wait for every batch, also for those that its author may not see.
    await runner.query(`
      CREATE FUNCTION being_moved(people uuid[]) RETURNS TABLE (staff_code text, batch text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT r.staff_code, b.name FROM reassignment_batch b
        JOIN reassignment_row r ON r.batch_id = b.id AND r.position >= b.applied_rows
        WHERE b.status = 'releasing' AND r.person_id = ANY (people) LIMIT 1
      $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION being_moved');
    await runner.query('ALTER TABLE reassignment_batch DROP COLUMN uploader_units');
    for (const table of ['reassignment_batch', 'person', ...OF_UNITS]) await runner.query(withoutPolicy(table));
    await runner.query(withoutScopeFunctions);
  }
}
