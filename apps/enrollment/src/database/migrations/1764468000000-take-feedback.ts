import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyOn, UNIT_IN_SCOPE, withoutPolicy } from '#platform';

// Somebody who has the result "attended", or was in a session, unless that result was turned round as a mistake. Runs as
// the owner: what is counted of a class must not depend on who asks.
const THERE = `
  CREATE FUNCTION was_in_class(wanted_class uuid, wanted_person uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
      SELECT FROM seat s
      WHERE s.class_id = wanted_class AND s.person_id = wanted_person AND s.status <> 'released' AND (
        s.status = 'attended'
        OR EXISTS (
          SELECT FROM session_mark m
          WHERE m.class_id = s.class_id AND m.person_id = s.person_id AND m.mark IN ('present', 'late'))
        AND NOT (s.status = 'absent' AND EXISTS (
          SELECT FROM mark_correction c
          WHERE c.class_id = s.class_id AND c.person_id = s.person_id AND c.session IS NULL AND c.mark = 'absent'))))
  $$`;

const FEEDBACK = `
  CREATE TABLE class_feedback (
    seat_id uuid PRIMARY KEY REFERENCES seat,
    class_id uuid NOT NULL REFERENCES training_class,
    person_id uuid NOT NULL REFERENCES person_state,
    content smallint NOT NULL CHECK (content BETWEEN 1 AND 5),
    teaching smallint NOT NULL CHECK (teaching BETWEEN 1 AND 5),
    usefulness smallint NOT NULL CHECK (usefulness BETWEEN 1 AND 5),
    organisation smallint NOT NULL CHECK (organisation BETWEEN 1 AND 5),
    given_on date NOT NULL,
    entered_by text NOT NULL,
    UNIQUE (class_id, person_id)
  );
  CREATE INDEX class_feedback_person ON class_feedback (person_id);
  CREATE FUNCTION feedback_of_who_was_there() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM seat WHERE id = new.seat_id AND class_id = new.class_id AND person_id = new.person_id)
      OR NOT was_in_class(new.class_id, new.person_id) THEN
      RAISE EXCEPTION 'feedback on class % from somebody who was not there', new.class_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'class_feedback_was_there';
    END IF;
    RETURN new;
  END $$;
  CREATE TRIGGER class_feedback_was_there BEFORE INSERT OR UPDATE ON class_feedback
    FOR EACH ROW EXECUTE FUNCTION feedback_of_who_was_there();`;

// Numbers only, of the whole class, whoever asks; and no ratings of so few that one of them could be recognised.
const COUNTS = `
  CREATE FUNCTION feedback_counts(wanted uuid) RETURNS TABLE (attended int, answers int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*)::int, count(f.seat_id)::int
    FROM seat s LEFT JOIN class_feedback f ON f.seat_id = s.id
    WHERE s.class_id = wanted AND s.status <> 'released' AND was_in_class(s.class_id, s.person_id)
  $$;
  CREATE FUNCTION feedback_ratings(wanted uuid, at_least int) RETURNS TABLE (question text, rating int, given int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT q.question, q.rating::int, count(*)::int
    FROM class_feedback f CROSS JOIN LATERAL (VALUES
      ('content', f.content), ('teaching', f.teaching), ('usefulness', f.usefulness), ('organisation', f.organisation)
    ) AS q (question, rating)
    WHERE f.class_id = wanted AND was_in_class(f.class_id, f.person_id)
      AND (SELECT answers FROM feedback_counts(wanted)) >= greatest(at_least, 3)
    GROUP BY q.question, q.rating
  $$;`;

// A trainer sees the people of the own classes, but never what one of them said.
const OF_OWN_UNITS = `EXISTS (
  SELECT FROM person_state s WHERE s.person_id = class_feedback.person_id AND s.${UNIT_IN_SCOPE})`;

/** What people who were in a class thought of it, once for each seat. */
export class TakeFeedback1764468000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(THERE);
    await runner.query(FEEDBACK);
    await runner.query(COUNTS);
    await runner.query(policyOn('class_feedback', OF_OWN_UNITS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(withoutPolicy('class_feedback'));
    await runner.query('DROP FUNCTION feedback_ratings, feedback_counts');
    await runner.query('DROP TABLE class_feedback');
    await runner.query('DROP FUNCTION feedback_of_who_was_there, was_in_class');
  }
}
