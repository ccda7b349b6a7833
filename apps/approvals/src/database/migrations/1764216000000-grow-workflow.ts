import type { MigrationInterface, QueryRunner } from 'typeorm';

const STEP = (role: string, escalateTo: string | null, unitBound = false): object => ({
  role,
  minimum: 1,
  deadlineDays: 3,
  escalateTo,
  unitBound,
});
const PROVINCE = [STEP('reviewer', 'chairman'), STEP('chairman', null)];
const UNIT_FIRST = [STEP('hr-officer', 'reviewer', true), ...PROVINCE];
const CHAINS: [string, object[]][] = [
  ['plan', PROVINCE],
  ['programme-version', PROVINCE],
  ['batch-release', PROVINCE],
  ['under-minimum', PROVINCE],
  ['over-maximum', PROVINCE],
  ['bulk-waiver', UNIT_FIRST],
  ['report-publication', PROVINCE],
];

export class GrowWorkflow1764216000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS btree_gist');
    await runner.query(`
      ALTER TABLE chain
        ADD undo_minutes int NOT NULL DEFAULT 0 CHECK (undo_minutes BETWEEN 0 AND 10080),
        ADD version int NOT NULL DEFAULT 1`);
    for (const [kind, steps] of CHAINS)
      await runner.query(
        `INSERT INTO chain (subject_type, steps) VALUES ($1, $2)
         ON CONFLICT (subject_type) DO UPDATE SET steps = excluded.steps`,
        [kind, JSON.stringify(steps)],
      );
    await runner.query(`
      ALTER TABLE proposal
        ADD unit_ids uuid[] NOT NULL DEFAULT '{}',
        ADD previous_id uuid REFERENCES proposal,
        ADD undo_minutes int NOT NULL DEFAULT 0,
        ADD claimed_by text,
        ADD due_on date,
        ADD reminded boolean NOT NULL DEFAULT false,
        ADD escalated boolean NOT NULL DEFAULT false,
        ADD effective_at timestamptz,
        ADD announced boolean NOT NULL DEFAULT false,
        ADD round int NOT NULL DEFAULT 1,
        DROP CONSTRAINT proposal_status_check,
        ADD CONSTRAINT proposal_status_check CHECK
          (status IN ('open', 'approved', 'returned', 'rejected', 'withdrawn', 'superseded', 'stale')),
        ADD CONSTRAINT only_open_is_claimed CHECK (claimed_by IS NULL OR status = 'open')`);
    await runner.query(`UPDATE proposal SET announced = true WHERE status <> 'open'`);
    await runner.query(`CREATE INDEX proposal_to_announce ON proposal (effective_at) WHERE NOT announced`);
    await runner.query(`CREATE INDEX proposal_subject ON proposal (subject_type, subject_id)`);
    // A step may want several people, and a decision that was undone is followed by another of the same person.
    await runner.query(`
      ALTER TABLE decision
        ADD round int NOT NULL DEFAULT 1,
        ADD on_behalf_of text,
        ADD outside_reference text,
        DROP CONSTRAINT decision_pkey,
        DROP CONSTRAINT decision_proposal_id_decided_by_key,
        ADD PRIMARY KEY (proposal_id, step, decided_by, round),
        ADD CONSTRAINT not_for_oneself CHECK (on_behalf_of <> decided_by)`);
    await runner.query(`
      CREATE TABLE decision_undo (
        proposal_id uuid NOT NULL, step int NOT NULL, decided_by text NOT NULL, round int NOT NULL,
        reason text NOT NULL CHECK (length(trim(reason)) > 0),
        undone_at timestamptz NOT NULL,
        PRIMARY KEY (proposal_id, step, decided_by, round),
        FOREIGN KEY (proposal_id, step, decided_by, round) REFERENCES decision
      )`);
    await runner.query(`
      CREATE TRIGGER decision_undo_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision_undo
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    // Separation of duties as a key: one person has one part in a proposal, as author, as decider or as who is stood in for.
    await runner.query(`
      CREATE TABLE proposal_person (
        proposal_id uuid NOT NULL REFERENCES proposal,
        person text NOT NULL,
        part text NOT NULL CHECK (part IN ('author', 'decider')),
        PRIMARY KEY (proposal_id, person)
      )`);
    await runner.query(`
      INSERT INTO proposal_person SELECT id, submitted_by, 'author' FROM proposal
      UNION ALL SELECT DISTINCT proposal_id, decided_by, 'decider' FROM decision
      ON CONFLICT DO NOTHING`);
    await runner.query(`
      CREATE TABLE delegation (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('delegation', 'absence')),
        from_subject text NOT NULL,
        to_subject text NOT NULL,
        role text NOT NULL,
        valid daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid) AND NOT upper_inf(valid)),
        reason text NOT NULL CHECK (length(trim(reason)) > 0),
        created_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        revoked_at timestamptz,
        CHECK (from_subject <> to_subject),
        CONSTRAINT one_deputy_at_a_time
          EXCLUDE USING gist (from_subject WITH =, role WITH =, valid WITH &&) WHERE (revoked_at IS NULL)
      )`);
    await runner.query(`CREATE INDEX delegation_to ON delegation (to_subject) WHERE revoked_at IS NULL`);
    await runner.query(`
      CREATE TABLE task_event (
        id uuid PRIMARY KEY,
        number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        proposal_id uuid NOT NULL REFERENCES proposal,
        kind text NOT NULL CHECK (kind IN
          ('opened', 'claimed', 'released', 'reminded', 'escalated', 'decided', 'undone', 'ended')),
        step int NOT NULL,
        role text,
        subject text NOT NULL,
        result text NOT NULL,
        at timestamptz NOT NULL
      )`);
    await runner.query(`CREATE INDEX task_event_proposal ON task_event (proposal_id, number)`);
    await runner.query(`
      CREATE TRIGGER task_event_is_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON task_event
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE task_event, delegation, proposal_person, decision_undo');
    await runner.query(`
      ALTER TABLE decision DROP CONSTRAINT decision_pkey, DROP CONSTRAINT not_for_oneself,
        DROP round, DROP on_behalf_of, DROP outside_reference,
        ADD PRIMARY KEY (proposal_id, step), ADD UNIQUE (proposal_id, decided_by)`);
    await runner.query(`
      ALTER TABLE proposal DROP CONSTRAINT only_open_is_claimed, DROP CONSTRAINT proposal_status_check,
        ADD CONSTRAINT proposal_status_check CHECK
          (status IN ('open', 'approved', 'returned', 'rejected', 'superseded')),
        DROP unit_ids, DROP previous_id, DROP undo_minutes, DROP claimed_by, DROP due_on, DROP reminded, DROP escalated,
        DROP effective_at, DROP announced, DROP round`);
    await runner.query(`DELETE FROM chain WHERE subject_type <> 'plan'`);
    await runner.query('ALTER TABLE chain DROP undo_minutes, DROP version');
    await runner.query(
      `UPDATE chain SET steps = '[{"role": "reviewer"}, {"role": "chairman"}]' WHERE subject_type = 'plan'`,
    );
  }
}
