import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePlan1764100002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE plan (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('year', 'supplementary')),
        programme_id uuid NOT NULL REFERENCES programme,
        class_types text[] NOT NULL,
        status text NOT NULL CHECK (status IN ('draft', 'submitted', 'approved', 'returned', 'rejected')),
        content jsonb NOT NULL,
        content_hash text NOT NULL,
        certificate jsonb NOT NULL,
        input_hash text NOT NULL,
        submitted_by text,
        created_at timestamptz NOT NULL DEFAULT now(),
        version int NOT NULL DEFAULT 1,
        CHECK ((status = 'draft') = (submitted_by IS NULL))
      )`);
    // The same people must not stand in two proposals at once, also when two replicas believe that they lead.
    await runner.query(`
      CREATE UNIQUE INDEX plan_one_undecided_supplementary ON plan (programme_id)
      WHERE kind = 'supplementary' AND status IN ('draft', 'submitted')`);
    await runner.query(`
      CREATE TABLE training_class (
        id uuid PRIMARY KEY,
        plan_id uuid NOT NULL REFERENCES plan,
        programme_id uuid NOT NULL REFERENCES programme,
        class_type text NOT NULL,
        host_unit_id uuid NOT NULL REFERENCES known_unit,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        minimum int NOT NULL,
        maximum int NOT NULL,
        people int NOT NULL,
        status text NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'open', 'cancelled')),
        filled boolean NOT NULL DEFAULT false,
        filled_revision int NOT NULL DEFAULT 0,
        granted int NOT NULL DEFAULT 0,
        CHECK (starts_on <= ends_on),
        CHECK (people BETWEEN minimum AND maximum),
        CHECK (granted BETWEEN 0 AND maximum)
      )`);
    await runner.query('CREATE INDEX training_class_plan ON training_class (plan_id)');
    await runner.query(
      `CREATE INDEX training_class_unfilled ON training_class (id) WHERE status = 'open' AND NOT filled`,
    );
    await runner.query(`
      CREATE TABLE class_seat_plan (
        class_id uuid NOT NULL REFERENCES training_class,
        unit_id uuid NOT NULL,
        seats int NOT NULL CHECK (seats > 0),
        desk_seats int NOT NULL CHECK (desk_seats BETWEEN 0 AND seats),
        PRIMARY KEY (class_id, unit_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE class_seat_plan, training_class, plan');
  }
}
