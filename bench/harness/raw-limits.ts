import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { TOPICS, type ServiceName } from '#contracts';
import { kafkaAdapter } from '#messaging';
import type { Infra } from './infra.js';
import { RawCopy } from './raw-copy.js';
import { RawKafka, type RawMessage } from './raw-kafka.js';
import type { ShockWorld } from './shock-world.js';

/** Seconds that each limit takes alone for the rows of one shock, in the order of its way. */
export interface Limits {
  copyOfIntake: number;
  send: number;
  read: number;
  copyOfEffect: number;
  copyOfNews: number;
  sendNews: number;
  readNews: number;
  copyOfReport: number;
}

/** What the hardware and the bare libraries need for the rows and messages that a shock left behind. */
export class RawLimits {
  private constructor(
    private readonly raw: RawKafka,
    private readonly topic: string,
    private readonly databases: Record<'staff' | 'enrollment' | 'reporting', Database>,
  ) {}

  static async prepare({ kafka }: Infra, { system }: ShockWorld): Promise<RawLimits> {
    const topic = `bench-raw-${randomBytes(3).toString('hex')}`;
    const { partitions } = TOPICS.assignmentBatch;
    const adapter = await kafkaAdapter('kafkajs', 'bench', kafka.brokers.split(','));
    await adapter.createTopics([{ topic, partitions }]);
    const staff = await Database.open('staff', system.databases);
    const enrollment = await Database.open('enrollment', system.databases);
    const reporting = await Database.open('reporting', system.databases);
    return new RawLimits(await RawKafka.connect(kafka.brokers), topic, { staff, enrollment, reporting });
  }

  async measure(batchId: string): Promise<Limits> {
    const { staff, enrollment, reporting } = this.databases;
    const moves = await messagesOf(staff, EVENTS(batchId));
    const news = await messagesOf(enrollment, NEWS(batchId));
    const first = await this.raw.ends(this.topic);
    const copyOfIntake = await copySeconds(staff, INTAKE(batchId));
    const send = await this.raw.sendSeconds(this.topic, moves);
    const read = await this.raw.readSeconds(this.topic, first, moves.length);
    const second = await this.raw.ends(this.topic);
    return {
      copyOfIntake,
      send,
      read,
      copyOfEffect: await copySeconds(enrollment, EFFECT(batchId)),
      copyOfNews: await copySeconds(enrollment, [OUTBOX]),
      sendNews: await this.raw.sendSeconds(this.topic, news),
      readNews: await this.raw.readSeconds(this.topic, second, news.length),
      copyOfReport: await copySeconds(reporting, REPORT(batchId)),
    };
  }

  async close(): Promise<void> {
    await Promise.all([this.raw.close(), ...Object.values(this.databases).map(database => database.close())]);
  }
}

/** Writes messages into a table of their own, and reads them back. */
async function messagesOf(database: Database, sql: string): Promise<RawMessage[]> {
  await database.query('DROP TABLE IF EXISTS bench_outbox');
  await database.query(sql);
  return database.query<RawMessage>('SELECT key, headers, payload AS value FROM bench_outbox');
}

async function copySeconds(database: Database, tables: ConstructorParameters<typeof RawCopy>[1]): Promise<number> {
  const copy = new RawCopy(database, tables);
  await copy.take();
  return copy.seconds();
}

/** A connection of the superuser to one service's database. */
class Database {
  private constructor(
    readonly name: string,
    private readonly client: pg.Client,
  ) {}

  static async open(service: ServiceName, urls: Record<ServiceName, string>): Promise<Database> {
    const client = new pg.Client({ connectionString: urls[service] });
    await client.connect();
    return new Database(new URL(urls[service]).pathname.slice(1), client);
  }

  async query<Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> {
    return (await this.client.query(sql, params)).rows as Row[];
  }

  close(): Promise<void> {
    return this.client.end();
  }
}

// The relay has deleted the outbox rows, so they are written again from the rows of the batch: the same fields, headers
// of the same length.
const EVENTS = (batchId: string) => `
  CREATE TABLE bench_outbox AS
  SELECT 1::smallint AS lane, r.position::bigint AS seq, 'staff.assignment-batch' AS topic, r.person_id::text AS key,
    jsonb_build_object('ce_id', gen_random_uuid(), 'ce_type', 'staff.StaffReassigned', 'ce_time', now(),
      'ce_source', '/nangluc/staff', 'ce_specversion', '1.0', 'content-type', 'application/json', 'schemaversion', '1',
      'revision', '2', 'correlationid', gen_random_uuid()) AS headers,
    json_build_object('personId', r.person_id, 'cause', 'election', 'effectiveDate', r.effective_date, 'batchId',
      r.batch_id, 'before', json_build_object('unitId', r.unit_id, 'unitLevel', 'commune', 'post', r.post, 'duties', r.duties),
      'after', json_build_object('unitId', r.unit_id, 'unitLevel', 'commune', 'post', r.post, 'duties', r.duties))::text AS payload
  FROM reassignment_row r WHERE r.batch_id = '${batchId}'`;

const INTAKE = (batchId: string) => {
  const day = `(SELECT min(effective_date) FROM reassignment_row WHERE batch_id = '${batchId}')`;
  const touched = `lower(valid) = ${day} OR upper(valid) = ${day}`;
  const of = (name: string, columns: string, where = 'true') => ({
    name,
    columns,
    rows: `SELECT ${columns} FROM ${name} WHERE ${where}`,
  });
  return [
    of('bench_outbox', 'lane, seq, topic, key, headers, payload'),
    of('person', 'id, staff_code, full_name, revision, status'),
    of('post_holding', 'person_id, unit_id, post, valid, recorded_at, begins, open_known_at', touched),
    of('concurrent_duty', 'person_id, unit_id, duty, valid, recorded_at, begins, open_known_at', touched),
  ];
};

const OUTBOX = {
  name: 'bench_outbox',
  columns: 'lane, seq, topic, key, headers, payload',
  rows: 'SELECT lane, seq, topic, key, headers, payload FROM bench_outbox',
};

// What was sent is kept, so the news of the duties are there as they were.
const NEWS = (batchId: string) => `
  CREATE TABLE bench_outbox AS SELECT 0::smallint AS lane, seq, topic, key, headers, payload FROM sent_message
  WHERE headers ->> 'causationid' IN (SELECT event_id::text FROM assignment_fact WHERE batch_id = '${batchId}')`;

const REPORT = (batchId: string) => {
  const of = (name: string, columns: string, where: string) => ({
    name,
    columns,
    rows: `SELECT ${columns} FROM ${name} WHERE ${where}`,
  });
  const everybody = `person_id IN (SELECT person_id FROM move_fact WHERE batch_id = '${batchId}')`;
  const since = `(SELECT min(seen_at) FROM inbox JOIN move_fact USING (event_id) WHERE batch_id = '${batchId}')`;
  return [
    of('inbox', 'consumer, event_id, seen_at', `seen_at >= ${since}`),
    of('person_fact', 'person_id, unit_id, revision, updated_at', everybody),
    of(
      'move_fact',
      'person_id, revision, kind, cause, batch_id, effective_date, unit_id, event_id',
      `batch_id = '${batchId}'`,
    ),
    of(
      'duty_fact',
      'duty_id, person_id, programme_id, kind, status, cohort, class_type, unit_id, opened_on, deadline, cause, batch_id, moves, revision, updated_at',
      everybody,
    ),
    of(
      'duty_change',
      'duty_id, revision, person_id, change, batch_id, changed_on, caused_by',
      `batch_id = '${batchId}'`,
    ),
  ];
};

const EFFECT = (batchId: string) => {
  const of = (name: string, columns: string, where: string) => ({
    name,
    columns,
    rows: `SELECT ${columns} FROM ${name} WHERE ${where}`,
  });
  const facts = `(SELECT event_id FROM assignment_fact WHERE batch_id = '${batchId}')`;
  const everybody = `person_id IN (SELECT person_id FROM assignment_fact WHERE batch_id = '${batchId}')`;
  return [
    of('inbox', 'consumer, event_id, seen_at', `event_id IN ${facts}`),
    of('person_state', 'person_id, revision, unit_id, unit_level, post, duties, effective_date, left_on', everybody),
    of(
      'assignment_fact',
      'person_id, revision, event_id, cause, effective_date, batch_id, after, judged, duty_id',
      `batch_id = '${batchId}'`,
    ),
    of(
      'training_duty',
      'id, person_id, programme_id, kind, status, cohort, class_type, unit_id, opened_on, deadline, cause, batch_id, moves, revision',
      everybody,
    ),
  ];
};
