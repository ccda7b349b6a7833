import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { make, parseProgramme, StaffReassigned, TOPICS } from '#contracts';
import { newId, uuidFrom } from '#kernel';
import { headersOf, outgoing } from '#messaging';
import { ServiceUnderTest, testDatabase, type TestDatabase } from '#testing';
import { enrollmentDatabase } from '../../apps/enrollment/src/database/data-source.js';
import { enrollment } from '../../apps/enrollment/src/service.js';
import type { RawMessage } from './raw-kafka.js';

const UNITS = 200;

/** The enrollment service with people who owe nothing yet, and a topic of its own that tells of all of them moving. */
export class EnrollmentWorld {
  readonly prefix = `${randomUUID().slice(0, 8)}.`;
  private service: ServiceUnderTest | undefined;

  private constructor(
    readonly database: TestDatabase,
    /** A session that leads the relay in place of the service, and carries nothing. */
    private readonly holder: pg.Client,
    readonly people: number,
  ) {}

  static async create(people: number): Promise<EnrollmentWorld> {
    const database = await testDatabase('enrollment', enrollmentDatabase);
    const rules = parseProgramme(readFileSync('data/programmes/two-tier-2025.json', 'utf8'));
    const { code, version, inForce } = rules;
    await database.query(PROGRAMME, [randomUUID(), code, version, inForce.from, inForce.to, JSON.stringify(rules)]);
    await database.query(PEOPLE, [people, Array.from({ length: UNITS }, (_none, n) => uuidFrom('unit', n))]);
    await database.query('VACUUM ANALYZE person_state');
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    return new EnrollmentWorld(database, holder, people);
  }

  get topic(): string {
    return `${this.prefix}${TOPICS.assignmentBatch.name}`;
  }

  get group(): string {
    return `enrollment-${this.prefix}`;
  }

  /** What the registry tells of an election that puts everybody into another post. */
  async news(): Promise<RawMessage[]> {
    const people = await this.database.query<{ id: string; unit: string }>(
      'SELECT person_id AS id, unit_id AS unit FROM person_state ORDER BY person_id',
    );
    const [now, batchId] = [new Date().toISOString(), newId()];
    return people.map(({ id: personId, unit: unitId }) => {
      const post = { unitId, unitLevel: 'commune' as const, duties: [] };
      const event = make(StaffReassigned, {
        personId,
        cause: 'election',
        effectiveDate: '2026-03-15',
        batchId,
        before: { ...post, post: 'committee-vice-chairman' },
        after: { ...post, post: 'committee-chairman' },
      });
      const message = outgoing(event, { key: personId, revision: 2, lane: 'batch' });
      return { key: personId, headers: headersOf(message, now), value: JSON.stringify(event) };
    });
  }

  /** The service as it runs, without loops and relay: what is timed is the way from the topic to the duty. */
  async start(): Promise<void> {
    await this.holder.query(`SELECT pg_advisory_lock(hashtext('outbox-relay'))`);
    this.service = await ServiceUnderTest.start(enrollment, {
      DATABASE_URL: this.database.url,
      KAFKA_TOPIC_PREFIX: this.prefix,
      KAFKA_GROUP: this.group,
      BACKGROUND_LOOPS: 'off',
    });
  }

  /** Milliseconds since 1970 at which the first transaction of a message began. */
  async began(): Promise<number> {
    const [row] = await this.database.query<{ at: number }>(
      'SELECT extract(epoch FROM min(seen_at)) * 1000 AS at FROM inbox',
    );
    return Number(row?.at);
  }

  /** What is wrong, in words; nothing when everybody owes exactly one duty for exactly one move. */
  async faults(): Promise<string[]> {
    const rows = await this.database.query<{ what: string; n: number }>(FAULTS, [this.people]);
    return rows.filter(({ n }) => n !== 0).map(({ what, n }) => `${n} ${what}`);
  }

  async stop(): Promise<void> {
    await this.service?.stop();
    await this.holder.end();
    await this.database.close();
  }
}

const PROGRAMME = `
  INSERT INTO programme_rules (programme_id, code, version, valid, rules) VALUES ($1, $2, $3, daterange($4, $5, '[]'), $6)`;

// In the order of ids, in which the registry tells of the people of its first file (ADR 43).
const PEOPLE = `
  INSERT INTO person_state (person_id, revision, unit_id, unit_level, post, duties, effective_date)
  SELECT id, 1, ($2::uuid[])[1 + n % ${UNITS}], 'commune', 'committee-vice-chairman', '{}', date '2025-07-01'
  FROM (SELECT gen_random_uuid() AS id, n FROM generate_series(1, $1::int) AS n) AS new ORDER BY id`;

const FAULTS = `
  SELECT 'people without exactly one open duty' AS what, count(*)::int AS n FROM (
    SELECT p.person_id FROM person_state p LEFT JOIN training_duty d ON d.person_id = p.person_id AND d.status = 'open'
    GROUP BY p.person_id HAVING count(d.id) <> 1 OR max(d.moves) <> 1) wrong
  UNION ALL SELECT 'people at a wrong revision', count(*)::int FROM person_state WHERE revision <> 2
  UNION ALL SELECT 'inbox marks too few or too many', count(*)::int - $1::int FROM inbox
  UNION ALL SELECT 'dead letters', count(*)::int FROM dead_letter`;
