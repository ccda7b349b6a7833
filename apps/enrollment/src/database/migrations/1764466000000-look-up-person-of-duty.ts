import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changePolicy } from '#platform';

const PERSON = 'FROM person_state s WHERE s.person_id = training_duty.person_id';

/**
 * PostgreSQL may answer EXISTS for many rows by reading everybody first, and plans a page as if it had to walk the whole
 * list: so each page of duties read all people. A scalar query is asked for each row that the page looks at.
 */
export class LookUpPersonOfDuty1764466000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(changePolicy('training_duty', `(SELECT true ${PERSON})`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(changePolicy('training_duty', `EXISTS (SELECT ${PERSON})`));
  }
}
