import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyOn, withoutPolicy } from '#platform';

// overdue_step: 0 = not told, 1 = told for the unit, 2 = told for the province.
const TABLES = `
  CREATE TABLE duty_waiver (
    duty_id uuid NOT NULL REFERENCES training_duty,
    revision int NOT NULL,
    person_id uuid NOT NULL REFERENCES person_state,
    reason text NOT NULL,
    until date NOT NULL,
    waived_on date NOT NULL,
    waived_by text NOT NULL,
    ended_on date,
    PRIMARY KEY (duty_id, revision),
    CHECK (waived_on <= until)
  );
  CREATE INDEX duty_waiver_running ON duty_waiver (until) WHERE ended_on IS NULL;
  ALTER TABLE training_duty ADD COLUMN overdue_step int NOT NULL DEFAULT 0 CHECK (overdue_step BETWEEN 0 AND 2);
  CREATE INDEX training_duty_not_escalated ON training_duty (deadline) WHERE status = 'open' AND overdue_step < 2;`;

export class WaiveAndEscalate1764316000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(
      policyOn('duty_waiver', 'EXISTS (SELECT FROM person_state s WHERE s.person_id = duty_waiver.person_id)'),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(withoutPolicy('duty_waiver'));
    await runner.query('DROP INDEX training_duty_not_escalated');
    await runner.query('ALTER TABLE training_duty DROP COLUMN overdue_step');
    await runner.query('DROP TABLE duty_waiver');
  }
}
