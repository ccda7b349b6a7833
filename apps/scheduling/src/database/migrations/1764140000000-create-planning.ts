import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlanning1764140000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE planning_run (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('plan', 'replan', 'prices', 'by-hand')),
        name text NOT NULL,
        programme_id uuid NOT NULL REFERENCES programme,
        class_type text NOT NULL,
        based_on uuid REFERENCES planning_run,
        changes jsonb NOT NULL,
        problem jsonb NOT NULL,
        left_out jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
        progress jsonb NOT NULL DEFAULT '{"done": 0, "found": 0}',
        result jsonb,
        error text,
        requested_by text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        heartbeat_at timestamptz,
        finished_at timestamptz,
        CHECK ((status = 'done') = (result IS NOT NULL))
      )`);
    await runner.query(
      `CREATE INDEX planning_run_waiting ON planning_run (created_at) WHERE status IN ('queued', 'running')`,
    );
    await runner.query(`
      CREATE TABLE planning_setting (
        id boolean PRIMARY KEY DEFAULT true CHECK (id),
        settings jsonb NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    await runner.query(`
      CREATE TABLE road_distance (
        from_unit_id uuid NOT NULL REFERENCES known_unit,
        to_unit_id uuid NOT NULL REFERENCES known_unit,
        km float8 NOT NULL CHECK (km >= 0 AND km < 20000),
        PRIMARY KEY (from_unit_id, to_unit_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE road_distance, planning_setting, planning_run');
  }
}
