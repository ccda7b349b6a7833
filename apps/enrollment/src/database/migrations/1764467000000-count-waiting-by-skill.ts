import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The place on the waiting list is one among those who wait for the same: the type of class and, where a programme has
 * classes for each, the skill. What that is depends on certificates and the programme; the allocator writes it down with
 * the reason for waiting.
 */
export class CountWaitingBySkill1764467000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE training_duty ADD COLUMN waiting_skill text,
        ADD CONSTRAINT training_duty_waiting_skill CHECK (waiting_skill IS NULL OR waiting_reason IS NOT NULL)`);
    await runner.query(waitingPerson('waiting_skill', 'min(waiting_skill) AS skill'));
    await runner.query(waitlistPlaces('class_type, skill'));
    // Who waits already is looked at again by the next round.
    await runner.query(`
      INSERT INTO allocation_due (unit_id)
      SELECT DISTINCT unit_id FROM training_duty
      WHERE waiting_reason IS NOT NULL
        AND EXISTS (SELECT FROM programme_rules WHERE (rules ->> 'classesPerSkill')::boolean)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(waitlistPlaces('class_type'));
    await runner.query('DROP VIEW waiting_person');
    await runner.query('ALTER TABLE training_duty DROP COLUMN waiting_skill');
    await runner.query(waitingPerson());
  }
}

// Columns by name: those that come later can then be taken away again.
const waitingPerson = (column?: string, shown?: string): string => `
  CREATE OR REPLACE VIEW waiting_person WITH (security_invoker = true) AS
    SELECT person_id, (array_agg(class_type ORDER BY opened_on DESC, id))[1] AS class_type,
      (array_agg(unit_id ORDER BY opened_on DESC, id))[1] AS unit_id, newest AS earliest,
      coalesce(min(deadline) FILTER (WHERE deadline >= newest), (array_agg(deadline ORDER BY opened_on DESC, id))[1])
        AS deadline,
      min(waiting_reason) AS reason, min(waiting_since) AS since${shown ? `, ${shown}` : ''}
    FROM (SELECT id, person_id, class_type, unit_id, opened_on, deadline, waiting_reason, waiting_since${column ? `, ${column}` : ''},
            max(opened_on) OVER (PARTITION BY person_id) AS newest
          FROM training_duty WHERE status = 'open' AND waiting_reason IS NOT NULL) duty
    GROUP BY person_id, newest`;

const waitlistPlaces = (same: string): string => `
  CREATE OR REPLACE FUNCTION waitlist_places(people uuid[]) RETURNS TABLE (person_id uuid, place int, waiting int)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      SELECT * FROM (
        SELECT w.person_id, row_number() OVER (PARTITION BY ${same} ORDER BY deadline, w.person_id)::int,
          count(*) OVER (PARTITION BY ${same})::int
        FROM waiting_person w) places (person_id, place, waiting)
      WHERE places.person_id = ANY (people)
    $$`;
