import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A move is answered by one duty at most, so the move's own row says by which: one row and two indexes less a move (ADR 37). */
export class AnswerFacts1764471000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE assignment_fact ADD COLUMN duty_id uuid REFERENCES training_duty');
    await runner.query(`
      UPDATE assignment_fact fact SET duty_id = cause.duty_id FROM duty_cause cause WHERE cause.event_id = fact.event_id`);
    // Instances of the release before go on writing here until they are replaced; the next release drops the table.
    await runner.query('ALTER TABLE duty_cause DROP CONSTRAINT duty_cause_duty_id_fkey');
    await runner.query(`
      CREATE FUNCTION answer_facts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE assignment_fact fact SET duty_id = told.duty_id FROM told WHERE fact.event_id = told.event_id;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER duty_cause_answers AFTER INSERT ON duty_cause REFERENCING NEW TABLE AS told
        FOR EACH STATEMENT EXECUTE FUNCTION answer_facts()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER duty_cause_answers ON duty_cause');
    await runner.query('DROP FUNCTION answer_facts');
    await runner.query('DELETE FROM duty_cause');
    await runner.query(`
      INSERT INTO duty_cause SELECT event_id, duty_id FROM assignment_fact WHERE duty_id IS NOT NULL`);
    await runner.query(`
      ALTER TABLE duty_cause ADD CONSTRAINT duty_cause_duty_id_fkey FOREIGN KEY (duty_id) REFERENCES training_duty`);
    await runner.query('ALTER TABLE assignment_fact DROP COLUMN duty_id');
  }
}
