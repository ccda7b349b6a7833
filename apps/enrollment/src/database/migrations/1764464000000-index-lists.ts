import type { MigrationInterface, QueryRunner } from 'typeorm';

// What lists of a class and of a person go by. Without them a list reads everybody's rows once the tables are large.
const INDEXES = {
  seat_class: 'seat (class_id, person_id)',
  certificate_person: 'certificate (person_id)',
  certificate_class: 'certificate (class_id)',
  mark_correction_class: 'mark_correction (class_id, session, person_id)',
  duty_waiver_person: 'duty_waiver (person_id)',
  mail_unit: 'mail (unit_id, written_at)',
  mail_written: 'mail (written_at)',
  training_duty_unit_page: 'training_duty (unit_id, id)',
};

export class IndexLists1764464000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, on] of Object.entries(INDEXES)) await runner.query(`CREATE INDEX ${name} ON ${on}`);
    // Those who wait, by unit, and put together by person.
    await runner.query(`
      CREATE INDEX training_duty_waiting ON training_duty (unit_id, person_id)
      WHERE status = 'open' AND waiting_reason IS NOT NULL`);
    await runner.query('DROP INDEX training_duty_unit');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX training_duty_unit ON training_duty (unit_id)');
    await runner.query(`DROP INDEX training_duty_waiting, ${Object.keys(INDEXES).join(', ')}`);
  }
}
