import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changePolicy, policyOn, UNIT_IN_SCOPE, withoutPolicy } from '#platform';

// Null where nobody was named: then no trainer reaches the class.
const TRAINER = `
  ALTER TABLE training_class ADD COLUMN trainer text, ADD COLUMN trainer_revision int NOT NULL DEFAULT 0;
  CREATE INDEX training_class_trainer ON training_class (trainer) WHERE trainer IS NOT NULL;`;

// people_taught runs as the owner, because the policy of person_state asks for seats and that of seat asks for people.
// class_began_on: a certificate may stand for a class that the trainer of a later one must not see; one day, no person.
const FUNCTIONS = `
  CREATE FUNCTION caller_as_trainer() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('app.trainer', true), '')
  $$;
  CREATE FUNCTION people_taught() RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT s.person_id), '{}')
    FROM training_class c JOIN seat s ON s.class_id = c.id AND s.status <> 'released'
    WHERE c.trainer = caller_as_trainer()
  $$;
  CREATE FUNCTION class_began_on(wanted uuid) RETURNS date
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT starts_on FROM training_class WHERE id = wanted
  $$;`;

// Classes name nobody, so they are hidden only from who is bound to the own ones; the release before this one says nothing
// about classes and goes on serving while the pods are replaced.
const CLASS_IN_SCOPE = `(SELECT current_setting('app.class_scope', true) IS DISTINCT FROM 'taught')
  OR trainer = (SELECT caller_as_trainer())`;

const TAUGHT = 'person_id = ANY ((SELECT people_taught())::uuid[])';

// Why somebody was excused or gave a seat back is for the unit, not for the trainer.
const OF_UNITS_ONLY = ['duty_waiver', 'seat_refusal'];
const PERSON = (table: string, more = ''): string =>
  `EXISTS (SELECT FROM person_state s WHERE s.person_id = ${table}.person_id${more})`;

export class GuardClassesByTrainer1764461000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TRAINER);
    await runner.query(FUNCTIONS);
    await runner.query(policyOn('training_class', CLASS_IN_SCOPE));
    for (const table of OF_UNITS_ONLY)
      await runner.query(changePolicy(table, PERSON(table, ` AND s.${UNIT_IN_SCOPE}`)));
    await runner.query(changePolicy('person_state', `${UNIT_IN_SCOPE} OR ${TAUGHT}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(changePolicy('person_state', UNIT_IN_SCOPE));
    for (const table of OF_UNITS_ONLY) await runner.query(changePolicy(table, PERSON(table)));
    await runner.query(withoutPolicy('training_class'));
    await runner.query('DROP FUNCTION class_began_on, people_taught, caller_as_trainer');
    await runner.query('ALTER TABLE training_class DROP COLUMN trainer, DROP COLUMN trainer_revision');
  }
}
