import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyOn, scopeFunctions, UNIT_IN_SCOPE, withoutPolicy, withoutScopeFunctions } from '#platform';

// Duties, seats and certificates go with the person: whoever takes somebody over sees the whole training.
const PERSON_IN_SCOPE = (table: string): string =>
  `EXISTS (SELECT FROM person_state s WHERE s.person_id = ${table}.person_id)`;
const OF_PEOPLE = ['training_duty', 'seat', 'certificate'];

/** Rows about people are shown by the unit where the person is now; see ADR 8. */
export class GuardPeopleByUnit1764305500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A copy of the registry's tree, as far as its events told it.
    await runner.query(`
      CREATE TABLE known_unit (
        id uuid PRIMARY KEY,
        parent_id uuid,
        valid_from date,
        ended_on date
      )`);
    await runner.query('CREATE INDEX known_unit_parent ON known_unit (parent_id)');
    const validOn = 'u.valid_from <= day AND (u.ended_on IS NULL OR day < u.ended_on)';
    await runner.query(scopeFunctions({ table: 'known_unit', validOn }));
    await runner.query(policyOn('person_state', UNIT_IN_SCOPE));
    for (const table of OF_PEOPLE) await runner.query(policyOn(table, PERSON_IN_SCOPE(table)));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['person_state', ...OF_PEOPLE]) await runner.query(withoutPolicy(table));
    await runner.query(withoutScopeFunctions);
    await runner.query('DROP TABLE known_unit');
  }
}
