import type { MigrationInterface, QueryRunner } from 'typeorm';
import { policyOn, withoutPolicy } from '#platform';

// The number stands here sealed and as a keyed hash, never in clear; the key is not in the database (ADR 26).
const TABLES = `
  CREATE TABLE person_national_id (
    person_id uuid PRIMARY KEY REFERENCES person,
    sealed bytea NOT NULL,
    lookup bytea NOT NULL CHECK (octet_length(lookup) = 32),
    last_three text NOT NULL CHECK (last_three ~ '^[0-9]{3}$'),
    CONSTRAINT national_id_of_one_person UNIQUE (lookup)
  );
  CREATE TABLE national_id_disclosure (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person,
    disclosed_by text NOT NULL,
    purpose text NOT NULL CHECK (purpose <> ''),
    disclosed_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX national_id_disclosure_person ON national_id_disclosure (person_id);
  CREATE TRIGGER national_id_disclosure_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON national_id_disclosure
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();`;

// Whether a number is taken must be known beyond the caller's units; the answer says of whom it was asked, not who has it.
const TAKEN = `
  CREATE FUNCTION national_ids_taken(people uuid[], hashes bytea[]) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT wanted.person_id FROM unnest(people, hashes) AS wanted (person_id, lookup)
    JOIN person_national_id kept ON kept.lookup = wanted.lookup AND kept.person_id <> wanted.person_id
  $$`;

const OF_PEOPLE = ['person_national_id', 'national_id_disclosure'];

export class CreateNationalIds1764463000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(TAKEN);
    for (const table of OF_PEOPLE)
      await runner.query(policyOn(table, `EXISTS (SELECT FROM person p WHERE p.id = ${table}.person_id)`));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of OF_PEOPLE) await runner.query(withoutPolicy(table));
    await runner.query('DROP FUNCTION national_ids_taken');
    await runner.query('DROP TABLE national_id_disclosure, person_national_id');
  }
}
