import type { MigrationInterface, QueryRunner } from 'typeorm';

const PERSON = 'FROM person_state s WHERE s.person_id = training_duty.person_id';
const change = (condition: string): string => `
  ALTER POLICY training_duty_in_scope ON training_duty
    USING ((SELECT sees_everything()) OR ${condition}) WITH CHECK ((SELECT sees_everything()) OR ${condition})`;

/**
 * PostgreSQL may answer EXISTS for many rows by reading everybody first, and plans a page as if it had to walk the whole
 * list: so each page of duties read all people. A scalar query is asked for each row that the page looks at.
 */
export class LookUpPersonOfDuty1764466000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(change(`(SELECT true ${PERSON})`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(change(`EXISTS (SELECT ${PERSON})`));
  }
}
