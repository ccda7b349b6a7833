import type { Admin } from 'kafkajs';
import pg from 'pg';
import { SERVICES, TOPICS, type ServiceName } from '#contracts';
import { groupsOf, kafkaClient } from '#messaging';
import { eventually, type Patience } from '../eventually.js';
import type { ApiClient } from './api-client.js';

// A group has no offset for a topic before its first message, so what it reads cannot be asked of Kafka.
const {
  unit,
  assignment,
  assignmentBatch,
  programme,
  programmePreview,
  programmeEffect,
  plan,
  class: classes,
  duty,
  seat,
  demand,
  certificate,
  proposal,
  staffRequest,
  schedulingRequest,
  enrollmentRequest,
  reportingRequest,
} = TOPICS;
const READS: Partial<Record<ServiceName, string[]>> = {
  staff: [programme, proposal].map(({ name }) => name),
  scheduling: [unit, demand, proposal, programmeEffect].map(({ name }) => name),
  enrollment: [unit, assignment, assignmentBatch, programme, programmePreview, classes, proposal].map(
    ({ name }) => name,
  ),
  approvals: [plan, staffRequest, schedulingRequest, enrollmentRequest, reportingRequest].map(({ name }) => name),
  reporting: [
    unit,
    assignment,
    assignmentBatch,
    programme,
    plan,
    classes,
    duty,
    seat,
    demand,
    certificate,
    proposal,
  ].map(({ name }) => name),
};

/** Knows whether the system still has work that nobody has to ask for. */
export class Backlog {
  private admin: Admin | undefined;
  private readonly pools = new Map<ServiceName, pg.Pool>();

  constructor(
    private readonly brokers: string,
    private readonly databases: Record<ServiceName, string>,
    private readonly api: ApiClient,
  ) {}

  /** Waits until everything has followed: outboxes sent, topics consumed, seats allocated, supplementary plans drafted. */
  async settled(patience: Patience = { timeoutMs: 180_000, everyMs: 50 }): Promise<void> {
    let calm = 0;
    await eventually(
      async () => {
        const pending = await this.pending();
        calm = pending.length === 0 ? calm + 1 : 0;
        // Twice, as a message may have been on its way between two looks.
        if (calm >= 2) return true;
        throw new Error(`still pending: ${pending.join(', ') || 'looking once more'}`);
      },
      'the system is settled',
      patience,
    );
  }

  /** What is still to do, in words; empty when there is nothing. */
  async pending(): Promise<string[]> {
    const unsent = await Promise.all(
      SERVICES.map(async service => {
        const [outbox] = await this.query<{ rows: number }>(service, 'SELECT count(*)::int AS rows FROM outbox');
        return outbox?.rows ? [`${outbox.rows} messages of ${service} not sent`] : [];
      }),
    );
    const pending = [...unsent.flat(), ...(await this.lags())];
    const [dirty] = await this.query<{ rows: number }>(
      'enrollment',
      'SELECT count(*)::int AS rows FROM allocation_due',
    );
    if (dirty?.rows) pending.push(`seats of ${dirty.rows} units not allocated`);
    const [releasing] = await this.query<{ rows: number }>(
      'staff',
      `SELECT count(*)::int AS rows FROM reassignment_batch WHERE status = 'releasing'`,
    );
    if (releasing?.rows) pending.push('a batch is being released');
    if (pending.length === 0) {
      const { body } = await this.api.get<{ settled: boolean }>('scheduling', '/v1/drafting', { as: 'scheduler' });
      if (!body.settled) pending.push('supplementary classes are being drafted');
    }
    return pending;
  }

  async query<Row extends pg.QueryResultRow>(
    service: ServiceName,
    sql: string,
    params: unknown[] = [],
  ): Promise<Row[]> {
    let pool = this.pools.get(service);
    if (!pool) {
      pool = new pg.Pool({ connectionString: this.databases[service], max: 2 });
      pool.on('error', () => undefined);
      this.pools.set(service, pool);
    }
    return (await pool.query<Row>(sql, params)).rows;
  }

  async close(): Promise<void> {
    await this.admin?.disconnect();
    await Promise.all([...this.pools.values()].map(pool => pool.end()));
  }

  private async lags(): Promise<string[]> {
    const admin = await this.connected();
    const topics = [...new Set(Object.values(READS).flat())];
    const groups = Object.entries(READS).flatMap(([service, read]) =>
      groupsOf(service, read).map(group => ({ service, group })),
    );
    const committed = await Promise.all(groups.map(({ group }) => admin.fetchOffsets(group)));
    // After what was read of them, which could only seem to lag less when it is older.
    const ends = new Map(
      await Promise.all(topics.map(async topic => [topic, endsOf(await admin.fetchTopicOffsets(topic))] as const)),
    );
    return groups.flatMap(({ service }, n) =>
      committed[n]!.flatMap(({ topic, partitions }) => {
        const behind = ({ partition, offset }: { partition: number; offset: string }): number =>
          (ends.get(topic)?.get(partition) ?? 0) - Math.max(0, Number(offset));
        const lag = partitions.reduce((sum, partition) => sum + behind(partition), 0);
        return lag > 0 ? [`${service} has ${lag} messages of ${topic} to read`] : [];
      }),
    );
  }

  private async connected(): Promise<Admin> {
    if (!this.admin) {
      this.admin = kafkaClient('backlog', [this.brokers]).admin();
      await this.admin.connect();
    }
    return this.admin;
  }
}

const endsOf = (offsets: { partition: number; high: string }[]): Map<number, number> =>
  new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
