import { serviceDataSource } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import type { DataSource } from 'typeorm';
import { staffDatabase } from '../../apps/staff/src/database/data-source.js';

/** A staff database with made-up people, and batches that are already released, so that only applying them is left. */
export class StaffWorld {
  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly people: number,
  ) {}

  static async create(people: number): Promise<StaffWorld> {
    const database = await testDatabase('staff', staffDatabase);
    const dataSource = await serviceDataSource(staffDatabase, database.url).initialize();
    await database.query(UNITS);
    await database.query(PEOPLE, [people]);
    await database.query(HOLDINGS);
    await database.query(DUTIES);
    await database.query('VACUUM ANALYZE');
    return new StaffWorld(database, dataSource, people);
  }

  /** Puts a released batch there that moves everybody to the next unit, as `round` says. */
  async releaseRound(round: number): Promise<string> {
    const [batch] = await this.database.query<{ id: string }>(BATCH, [round, this.people]);
    await this.database.query(ROWS, [batch?.id, round]);
    await this.database.query('VACUUM ANALYZE reassignment_row');
    await this.database.query('CHECKPOINT');
    return batch?.id ?? '';
  }

  /** What is wrong after a round, in words; nothing when everybody moved once and one event says so. */
  async faults(batchId: string, round: number): Promise<string[]> {
    const rows = await this.database.query<{ what: string; n: number }>(FAULTS, [batchId, round]);
    return rows.filter(({ n }) => n !== 0).map(({ what, n }) => `${n} ${what}`);
  }

  async emptyOutbox(): Promise<void> {
    await this.database.query('TRUNCATE outbox, sent_message');
    await this.database.query('VACUUM person, post_holding, concurrent_duty, reassignment_batch');
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.database.close();
  }
}

const COMMUNES = 200;

const UNITS = `
  WITH province AS (
    INSERT INTO unit (id, code, name, kind, level, parent_id, province_id, valid, decision)
    SELECT id, 'P', 'Tỉnh', 'tỉnh', 'province', NULL, id, '[2019-01-01,)', 'bench' FROM (SELECT gen_random_uuid() AS id) new
    RETURNING id)
  INSERT INTO unit (id, code, name, kind, level, parent_id, province_id, valid, decision)
  SELECT md5('unit' || n)::uuid, 'C' || n, 'Xã ' || n, 'xã', 'commune', id, id, '[2019-01-01,)', 'bench'
  FROM province, generate_series(0, ${COMMUNES - 1}) AS n`;

const PEOPLE = `
  INSERT INTO person (id, staff_code, full_name, revision, status)
  SELECT md5('person' || n)::uuid, 'B' || n, 'Nguyễn Văn ' || n, 1, 'serving' FROM generate_series(1, $1::int) AS n
  ORDER BY 1`;

const HOLDINGS = `
  INSERT INTO post_holding (person_id, unit_id, post, valid)
  SELECT id, md5('unit' || substr(staff_code, 2)::int % ${COMMUNES})::uuid, 'office-statistics-officer', '[2020-01-01,)'
  FROM person`;

const DUTIES = `
  INSERT INTO concurrent_duty (person_id, unit_id, duty, valid)
  SELECT person_id, unit_id, 'one-stop', '[2020-01-01,)' FROM post_holding`;

const BATCH = `
  INSERT INTO reassignment_batch (id, name, cause, decision, file_sha256, status, row_count, uploaded_by, released_by,
    released_at)
  VALUES (gen_random_uuid(), 'round ' || $1::int, 'election', 'bench', repeat('0', 64), 'releasing', $2, 'bench', 'bench',
    now())
  RETURNING id`;

// In the order of ids, in which a long file is compared and applied (`batch-check.ts`), whatever its own order. Everybody takes
// the duty along, so that a move ends and begins two rows beside the person's own.
const ROWS = `
  INSERT INTO reassignment_row (batch_id, row_no, position, person_id, staff_code, full_name, action, unit_id, unit_code,
    post, duties, effective_date)
  SELECT $1, n + 1, n, id, staff_code, full_name, 'reassign', md5('unit' || place)::uuid, 'C' || place,
    'office-statistics-officer', '{one-stop}', date '2020-01-01' + $2::int
  FROM (
    SELECT *, (row_number() OVER (ORDER BY id))::int - 1 AS n,
      (substr(staff_code, 2)::int + $2::int) % ${COMMUNES} AS place
    FROM person) people`;

const FAULTS = `
  WITH moved AS (
    SELECT r.person_id, r.unit_id, h.unit_id AS held, d.unit_id AS beside, p.revision
    FROM reassignment_row r JOIN person p ON p.id = r.person_id
    LEFT JOIN post_holding h ON h.person_id = p.id AND upper_inf(h.valid) AND lower(h.valid) = r.effective_date
    LEFT JOIN concurrent_duty d ON d.person_id = p.id AND upper_inf(d.valid) AND lower(d.valid) = r.effective_date
    WHERE r.batch_id = $1)
  SELECT 'people not in the unit they were moved to' AS what, count(*)::int AS n FROM moved WHERE unit_id IS DISTINCT FROM held
  UNION ALL SELECT 'people without their duty there', count(*)::int FROM moved WHERE unit_id IS DISTINCT FROM beside
  UNION ALL SELECT 'people with a wrong revision', count(*)::int FROM moved WHERE revision <> 1 + $2::int
  UNION ALL SELECT 'people without exactly one event of this revision', count(*)::int FROM (
    SELECT m.person_id FROM moved m LEFT JOIN outbox o
      ON o.key = m.person_id::text AND o.headers ->> 'revision' = m.revision::text
      AND o.payload::jsonb -> 'after' ->> 'unitId' = m.unit_id::text
    GROUP BY m.person_id HAVING count(o.seq) <> 1) wrong
  UNION ALL SELECT 'events too many', abs(count(*) - (SELECT count(*) FROM moved))::int FROM outbox
  UNION ALL SELECT 'rows not applied', row_count - applied_rows FROM reassignment_batch WHERE id = $1`;
