import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A move is answered by one duty at most, so the move's own row says by which: one row and two indexes less a move (ADR 37). */
export class AnswerFacts1764471000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE assignment_fact ADD COLUMN duty_id uuid REFERENCES training_duty');
    await runner.query(`
      UPDATE assignment_fact fact SET duty_id = cause.duty_id FROM duty_cause cause WHERE cause.event_id = fact.event_id`);
    await runner.query('DROP TABLE duty_cause');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE duty_cause (
        event_id uuid PRIMARY KEY,
        duty_id uuid NOT NULL REFERENCES training_duty
      )`);
    await runner.query('CREATE INDEX duty_cause_duty ON duty_cause (duty_id)');
    await runner.query(`
      INSERT INTO duty_cause SELECT event_id, duty_id FROM assignment_fact WHERE duty_id IS NOT NULL`);
    await runner.query('ALTER TABLE assignment_fact DROP COLUMN duty_id');
  }
}
