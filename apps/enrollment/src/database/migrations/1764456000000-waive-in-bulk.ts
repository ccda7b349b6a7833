import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyOn, withoutPolicy } from '#platform';

// A duty is in one undecided request at most. revision: the state of the duty that the deciders are asked about.
const TABLES = `
  CREATE TABLE bulk_waiver (
    id uuid PRIMARY KEY,
    ground text NOT NULL CHECK (ground IN ('illness', 'leave', 'study', 'secondment', 'disaster', 'reorganisation', 'other')),
    reason text NOT NULL CHECK (length(trim(reason)) > 0),
    until date NOT NULL,
    unit_ids uuid[] NOT NULL CHECK (cardinality(unit_ids) > 0),
    asked_by text NOT NULL,
    edited_by text[] NOT NULL,
    asked_on date NOT NULL,
    attempt int NOT NULL DEFAULT 1 CHECK (attempt >= 1),
    content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    status text NOT NULL DEFAULT 'asked'
      CHECK (status IN ('asked', 'approved', 'returned', 'rejected', 'withdrawn', 'outdated')),
    decided_on date,
    version int NOT NULL DEFAULT 1 CHECK (version >= 1),
    CHECK (asked_on <= until),
    CHECK ((status = 'asked') = (decided_on IS NULL))
  );
  CREATE TABLE bulk_waiver_duty (
    bulk_waiver_id uuid NOT NULL REFERENCES bulk_waiver,
    duty_id uuid NOT NULL REFERENCES training_duty,
    person_id uuid NOT NULL REFERENCES person_state,
    revision int NOT NULL CHECK (revision >= 1),
    outcome text CHECK (outcome IN ('waived', 'changed', 'not-open', 'over', 'not-approved')),
    PRIMARY KEY (bulk_waiver_id, duty_id)
  );
  CREATE UNIQUE INDEX bulk_waiver_duty_undecided ON bulk_waiver_duty (duty_id) WHERE outcome IS NULL;
  CREATE INDEX bulk_waiver_duty_of_duty ON bulk_waiver_duty (duty_id);
  ALTER TABLE duty_waiver ADD bulk_waiver_id uuid REFERENCES bulk_waiver;
  CREATE INDEX duty_waiver_alone ON duty_waiver (waived_by, waived_on) WHERE bulk_waiver_id IS NULL;`;

export class WaiveInBulk1764456000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(policyOn('bulk_waiver', 'unit_ids && (SELECT units_in_scope())::uuid[]'));
    const person = 'EXISTS (SELECT FROM person_state s WHERE s.person_id = bulk_waiver_duty.person_id)';
    await runner.query(policyOn('bulk_waiver_duty', person));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['bulk_waiver_duty', 'bulk_waiver']) await runner.query(withoutPolicy(table));
    await runner.query('DROP INDEX duty_waiver_alone');
    await runner.query('ALTER TABLE duty_waiver DROP bulk_waiver_id');
    await runner.query('DROP TABLE bulk_waiver_duty, bulk_waiver');
  }
}
