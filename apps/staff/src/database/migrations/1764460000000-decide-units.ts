import type { MigrationInterface, QueryRunner } from 'typeorm';

const LINKED = ['unit', 'unit_name', 'unit_succession'];

/** Every unit, name, end and succession points to the decision that made it, with number, date and issuer. */
export class DecideUnits1764460000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE unit_change ADD COLUMN kind text NOT NULL DEFAULT 'change' CHECK (kind IN ('import', 'change'))`);
    // May be empty for as long as processes of the release before still write.
    for (const table of LINKED) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN change_id uuid REFERENCES unit_change`);
      await runner.query(`CREATE INDEX ${table}_made_by ON ${table} (change_id)`);
    }
    await runner.query('ALTER TABLE unit ADD COLUMN ended_by uuid REFERENCES unit_change');
    await runner.query(KNOWN_DECISIONS);
    await runner.query(UNDATED_IMPORTS);
    await runner.query(KNOWN_DECISIONS);
    await runner.query(UNITS);
    await runner.query(ENDS);
    await runner.query(SUCCESSIONS);
    // What was decided before stays as it was recorded; from now on a decision without its date or issuer is refused.
    await runner.query(`
      ALTER TABLE unit_change ADD CONSTRAINT unit_change_decided
        CHECK (decision <> '' AND issuer <> '' AND issued_on IS NOT NULL AND issuer IS NOT NULL) NOT VALID`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE unit_change DROP CONSTRAINT unit_change_decided');
    await runner.query('ALTER TABLE unit DROP COLUMN ended_by');
    for (const table of LINKED) await runner.query(`ALTER TABLE ${table} DROP COLUMN change_id`);
    await runner.query(`DELETE FROM unit_change WHERE kind = 'import'`);
    await runner.query('ALTER TABLE unit_change DROP COLUMN kind');
  }
}

// A name says its decision as “number (date)”, or as the number alone where it came by an import.
const KNOWN_DECISIONS = `
  UPDATE unit_name n SET change_id = c.id FROM unit_change c
  WHERE n.change_id IS NULL AND c.effective_date = lower(n.valid)
    AND (n.decision = c.decision OR n.decision = c.decision || ' (' || c.issued_on || ')')`;

const UNDATED_IMPORTS = `
  INSERT INTO unit_change (id, kind, effective_date, decision, summary, changed_by)
  SELECT gen_random_uuid(), 'import', lower(valid), decision, jsonb_build_object('established', count(*)), 'migration'
  FROM unit_name WHERE change_id IS NULL GROUP BY lower(valid), decision`;

const UNITS = `
  UPDATE unit u SET change_id = n.change_id FROM unit_name n WHERE n.unit_id = u.id AND lower(n.valid) = lower(u.valid)`;

// Only where one decision alone took effect on the day is it certain which one ended a unit.
const ONLY_ONE = `
  SELECT effective_date, min(id::text)::uuid AS id FROM unit_change WHERE kind = 'change'
  GROUP BY effective_date HAVING count(*) = 1`;

const ENDS = `
  UPDATE unit u SET ended_by = c.id FROM (${ONLY_ONE}) c WHERE c.effective_date = upper(u.valid)`;

const SUCCESSIONS = `
  UPDATE unit_succession s SET change_id = c.id FROM (${ONLY_ONE}) c WHERE c.effective_date = s.effective_on`;
