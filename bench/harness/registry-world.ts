import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { make, parseProgramme, ProgrammeAdopted } from '#contracts';
import { uuidFrom } from '#kernel';
import { Transaction, type Received } from '#messaging';
import { eventually, ServiceUnderTest } from '#testing';
import { KeepNormsOnProgrammeAdopted } from '../../apps/staff/src/reactions/keep-norms-on-programme-adopted.js';
import { staff } from '../../apps/staff/src/service.js';
import { enrollment } from '../../apps/enrollment/src/service.js';
import type { BatchView } from '../../apps/staff/src/database/batch-view.js';

const COMMUNES = 3_321;

/** The registry with so many people as a real service, and enrollment beside it for previews. */
export class RegistryWorld {
  private constructor(
    readonly registry: ServiceUnderTest,
    private readonly answering: ServiceUnderTest,
    readonly people: number,
  ) {}

  static async create(people: number): Promise<RegistryWorld> {
    const shared = { KAFKA_TOPIC_PREFIX: `${randomUUID().slice(0, 8)}.`, NANGLUC_BUSINESS_DATE: '2026-03-31' };
    const [one, other] = [
      await ServiceUnderTest.start(staff, shared),
      await ServiceUnderTest.start(enrollment, shared),
    ];
    for (const sql of [UNITS, NAMES]) await one.database.query(sql);
    await insertPeople(people, one);
    for (const sql of [HOLDINGS, DUTIES]) await one.database.query(sql);
    await one.database.query('VACUUM ANALYZE');
    const rules = parseProgramme(readFileSync('data/programmes/two-tier-2025.json', 'utf8'));
    const { code, version: programmeVersion, inForce } = rules;
    const data = make(ProgrammeAdopted, { programmeId: randomUUID(), code, programmeVersion, ...inForce, rules });
    const received = [{ data, revision: 1 } as Received<ProgrammeAdopted>];
    await one.app.get(Transaction, { strict: false }).run(tx => new KeepNormsOnProgrammeAdopted().handle(received, tx));
    await other.database.query(
      `INSERT INTO programme_rules (programme_id, code, version, valid, rules) VALUES ($1, $2, 1, daterange($3, $4, '[]'), $5)`,
      [data.programmeId, code, inForce.from, inForce.to, JSON.stringify(rules)],
    );
    return new RegistryWorld(one, other, people);
  }

  /** A file that moves everybody to the next commune on a day of its own. */
  file(round: number): Buffer {
    const day = new Date(Date.UTC(2026, 0, 1 + round)).toISOString().slice(0, 10);
    const lines = ['staffCode,fullName,action,unitCode,post,duties,effectiveDate'];
    for (let n = 1; n <= this.people; n++)
      lines.push(`B${n},,reassign,C${(n + round) % COMMUNES},office-statistics-officer,one-stop,${day}`);
    return Buffer.from(lines.join('\n'));
  }

  async takeIn(content: Buffer, name: string): Promise<BatchView> {
    const { body, status } = await this.registry.call<BatchView>(
      'POST',
      `/v1/reassignment-batches?name=${name}&cause=election&decision=bench`,
      { as: ['hr-officer'], raw: { type: 'text/csv', content }, headers: { prefer: 'respond-async' } },
    );
    if (status !== 202) throw new Error(`The upload was answered ${status}`);
    const patience = { timeoutMs: 900_000, everyMs: 20 };
    return eventually(
      async () => {
        const batch = await this.show<BatchView>(`/v1/reassignment-batches/${body.id}`);
        return batch.status === 'checking' ? undefined : batch;
      },
      'the file is checked',
      patience,
    );
  }

  async preview(batchId: string): Promise<{ people: { people: number }; duties: { opened: number } }> {
    const path = `/v1/reassignment-batches/${batchId}/preview`;
    await this.registry.call('POST', path, { as: ['scheduler'], headers: { 'idempotency-key': batchId } });
    return eventually(
      async () => {
        const seen = await this.show<{ status: string; people: { people: number }; duties: { opened: number } }>(path);
        return seen.status === 'ready' ? seen : undefined;
      },
      'the preview is ready',
      { timeoutMs: 900_000, everyMs: 20 },
    );
  }

  async show<Body>(path: string): Promise<Body> {
    const { body, status } = await this.registry.call<Body>('GET', path, { as: ['scheduler'] });
    if (status !== 200) throw new Error(`${path} was answered ${status}`);
    return body;
  }

  async stop(): Promise<void> {
    await this.registry.stop();
    await this.answering.stop();
  }
}

const UNITS = `
  WITH province AS (
    INSERT INTO unit (id, code, name, kind, level, parent_id, province_id, valid, decision)
    SELECT id, 'P', 'Tỉnh', 'tỉnh', 'province', NULL, id, '[2019-01-01,)', 'bench' FROM (SELECT gen_random_uuid() AS id) new
    RETURNING id)
  INSERT INTO unit (id, code, name, kind, level, parent_id, province_id, valid, decision)
  SELECT gen_random_uuid(), 'C' || n, 'Xã ' || n, 'xã', 'commune', id, id, '[2019-01-01,)', 'bench'
  FROM province, generate_series(0, ${COMMUNES - 1}) AS n`;

const NAMES = `
  INSERT INTO unit_name (unit_id, code, name, kind, valid, decision)
  SELECT id, code, name, kind, valid, decision FROM unit`;

// The ids are those that staff makes from the codes: a file finds its people by them.
const PEOPLE = `
  INSERT INTO person (id, staff_code, full_name, revision, status)
  SELECT id, 'B' || n, 'Nguyễn Văn ' || n, 1, 'serving' FROM unnest($1::uuid[], $2::int[]) AS new (id, n)`;

const HOLDINGS = `
  INSERT INTO post_holding (person_id, unit_id, post, valid)
  SELECT person.id, unit.id, 'office-statistics-officer', '[2020-01-01,)'
  FROM person JOIN unit ON unit.code = 'C' || substr(staff_code, 2)::int % ${COMMUNES}`;

const DUTIES = `
  INSERT INTO concurrent_duty (person_id, unit_id, duty, valid)
  SELECT person_id, unit_id, 'one-stop', '[2020-01-01,)' FROM post_holding`;

const PEOPLE_AT_ONCE = 50_000;

async function insertPeople(people: number, { database }: ServiceUnderTest): Promise<void> {
  for (let from = 1; from <= people; from += PEOPLE_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(PEOPLE_AT_ONCE, people - from + 1) }, (_none, n) => from + n);
    await database.query(PEOPLE, [numbers.map(n => uuidFrom('person', `B${n}`)), numbers]);
  }
}
