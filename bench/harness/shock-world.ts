import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '#contracts';
import { uuidFrom } from '#kernel';
import { eventually, System } from '#testing';
import { releaseChecked, uploadChecked } from './release-batch.js';
import type { Infra } from './infra.js';
import { demand } from './timed.js';

export const COMMUNES = 200;
const FIRST_DAY = '2025-07-01';
const POST = 'office-statistics-officer';
const HEADER = 'staffCode,fullName,action,unitCode,post,duties,effectiveDate';

/** All five services as processes, with so many people who can be moved in one day, again and again. */
export class ShockWorld {
  private shocks = 0;
  /** To count a million rows four times a second would take more of the machine than what is measured; when it ended is read. */
  private readonly patience: { timeoutMs: number; everyMs: number };

  private constructor(
    readonly system: System,
    readonly people: number,
  ) {
    this.patience = { timeoutMs: 3_600_000, everyMs: Math.max(250, people / 400) };
  }

  /** Nobody plans classes here: what is timed is the way of the news to the figures. */
  static async create(infra: Infra, people: number): Promise<ShockWorld> {
    const system = await System.start({
      adminUrl: infra.postgres.adminUrl,
      brokers: infra.kafka.brokers,
      dist: join(process.cwd(), 'dist'),
      folder: join(infra.folder, `services-${people}`),
      databasePrefix: `bench_${randomBytes(3).toString('hex')}_`,
      // After the days of the shocks and before the deadlines that follow from them: on the first day after those, a service
      // that starts anew tells of everybody who is overdue, which an undisturbed one does once.
      businessDate: '2025-09-01',
      supervised: true,
      settings: {
        DIRECT_ADOPTION: 'on',
        DRAFT_QUIET_MS: '3600000',
        KAFKA_TOPIC_PREFIX: `${randomBytes(3).toString('hex')}.`,
        LOG_LEVEL: 'error',
        // The heap that a pod has (deploy/service/deployment.yaml): 50 % of 768 MiB.
        NODE_OPTIONS: '--max-old-space-size=384 --max-semi-space-size=32',
      },
    });
    const world = new ShockWorld(system, people);
    try {
      await world.load();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  async stop(): Promise<void> {
    await this.system.stop();
  }

  /** The file of the next shock: everybody goes to the next commune on a day of its own. */
  nextFile(): { content: Buffer; name: string } {
    this.shocks += 1;
    const day = new Date(Date.UTC(2025, 7, this.shocks)).toISOString().slice(0, 10);
    const rows = numbers(this.people).map(
      n => `B${n},,reassign,C${(n + this.shocks) % COMMUNES},${POST},one-stop,${day}`,
    );
    return { content: Buffer.from([HEADER, ...rows].join('\n')), name: `shock ${this.shocks}` };
  }

  /**
   * Uploads and checks a batch; from here on one request moves everybody. Shocks come back to back here, which hours lie between
   * outside: what PostgreSQL would have brought to the data files in those it does now. Else a crash would play the log of all
   * shocks before, and none would write an image of each page that it touches first.
   */
  async upload({ content, name }: { content: Buffer; name: string }): Promise<string> {
    const batchId = await uploadChecked(this.system.api, content, { name, cause: 'election', decision: 'bench' });
    await this.system.backlog.query('staff', 'CHECKPOINT');
    return batchId;
  }

  /**
   * Seconds from the release until the last figure of the batch has changed for the last time. `told` is called back when the
   * reports know of everybody: who makes other changes beside the shock stops then, so that nothing is on the way in the end.
   */
  async shock(batchId: string, told?: () => void): Promise<number> {
    const releasedAt = Date.now();
    await releaseChecked(this.system.api, batchId);
    await this.everyDutyTold(batchId);
    told?.();
    const effect = await this.figures(batchId);
    return (Date.parse(effect.lastChangedAt) - releasedAt) / 1_000;
  }

  private async everyDutyTold(batchId: string): Promise<void> {
    const told = 'SELECT count(*)::int AS n FROM duty_change WHERE batch_id = $1';
    await eventually(
      async () => (await this.system.backlog.query<{ n: number }>('reporting', told, [batchId]))[0]?.n === this.people,
      'every duty is told',
      this.patience,
    );
  }

  /** The figures of a batch once they are complete, and nothing of it is on the way any more. */
  private async figures(batchId: string): Promise<{ lastChangedAt: string }> {
    const { api } = this.system;
    await eventually(() => this.isSettled(), 'nothing is on the way', this.patience);
    const { body } = await api.get<Effect>('reporting', `/v1/batches/${batchId}/effect`, { as: 'scheduler' });
    const { reassigned, dutiesOpened, dutiesCoalesced, waiting } = body;
    const figures = [reassigned, dutiesOpened + dutiesCoalesced, waiting];
    demand(
      figures.every(figure => figure === this.people),
      `figures of ${this.people} people: ${JSON.stringify(body)}`,
    );
    return body;
  }

  private async isSettled(): Promise<boolean> {
    for (const service of SERVICES)
      if ((await this.system.backlog.query(service, 'SELECT FROM outbox LIMIT 1')).length > 0) return false;
    const due = await this.system.backlog.query('enrollment', 'SELECT FROM allocation_due LIMIT 1');
    return due.length === 0;
  }

  /** What is wrong in the registers after all shocks, in words: lost, doubled, or at a wrong place. */
  async faults(): Promise<string[]> {
    const faults: string[] = [];
    for (const { service, sql } of FAULTS) {
      const rows = await this.system.backlog.query<{ what: string; n: number }>(service, sql, [
        this.shocks,
        this.people,
      ]);
      faults.push(...rows.filter(({ n }) => n !== 0).map(({ what, n }) => `${n} ${what}`));
    }
    return faults;
  }

  /** Highest resident memory of each service process so far, in MiB. */
  peakMemory(): Record<string, number> {
    return Object.fromEntries(
      SERVICES.map(name => {
        const status = readFileSync(`/proc/${this.system.services[name].pid}/status`, 'utf8');
        return [name, Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024)];
      }),
    );
  }

  private async load(): Promise<void> {
    const { api } = this.system;
    const communes = numbers(COMMUNES).map(n => `C${n % COMMUNES},Xã ${n},xã,commune,P,104.1,21.3`);
    const units = [
      'code,name,kind,level,parentCode,longitude,latitude',
      'P,Tỉnh,tỉnh,province,,104.1,21.3',
      ...communes,
    ];
    await api.post('staff', '/v1/unit-imports', {
      as: 'operator',
      query: { validFrom: FIRST_DAY, decision: 'bench', issuedOn: FIRST_DAY, issuer: 'bench' },
      text: { type: 'text/csv', content: units.join('\n') },
    });
    await api.post('scheduling', '/v1/programmes', {
      as: 'scheduler',
      text: { type: 'text/plain', content: readFileSync('data/programmes/two-tier-2025.json') },
    });
    // Beside the many, a few whom nobody moves: what happens to them alone is news of the calm lane.
    const calm = numbers(CALM_PEOPLE).map(
      n => `K${n},Lò Văn ${n},appoint,C${n % COMMUNES},${POST},one-stop,${FIRST_DAY}`,
    );
    const many = numbers(this.people).map(
      n => `B${n},Lò Văn ${n},appoint,C${n % COMMUNES},${POST},one-stop,${FIRST_DAY}`,
    );
    // Two files: of a million people and some more one would be longer than a file may be.
    for (const [name, rows] of Object.entries({ many, calm })) {
      const content = Buffer.from([HEADER, ...rows].join('\n'));
      await releaseChecked(api, await uploadChecked(api, content, { name, cause: 'registration', decision: 'bench' }));
    }
    await eventually(
      async () => (await this.known()) === this.people + CALM_PEOPLE,
      'everybody is known',
      this.patience,
    );
    await eventually(() => this.isSettled(), 'nothing is on the way', this.patience);
  }

  private async known(): Promise<number> {
    const counts = await Promise.all([
      this.system.backlog.query<{ n: number }>('enrollment', 'SELECT count(*)::int AS n FROM person_state'),
      this.system.backlog.query<{ n: number }>('reporting', 'SELECT count(*)::int AS n FROM person_fact'),
    ]);
    return Math.min(...counts.map(([row]) => row?.n ?? 0));
  }
}

export const CALM_PEOPLE = 400;
export const calmPerson = (n: number): string => uuidFrom('person', `K${n}`);

const numbers = (count: number): number[] => Array.from({ length: count }, (_none, i) => i + 1);

interface Effect {
  reassigned: number;
  dutiesOpened: number;
  dutiesCoalesced: number;
  waiting: number;
  lastChangedAt: string;
}

// $1 shocks so far, $2 people; whoever is called K is nobody of the batches.
const FAULTS: { service: ServiceName; sql: string }[] = [
  {
    service: 'staff',
    sql: `
      WITH moved AS (SELECT p.id, p.revision, u.code, substr(p.staff_code, 2)::int AS n FROM person p
        JOIN post_holding h ON h.person_id = p.id AND upper_inf(h.valid) JOIN unit u ON u.id = h.unit_id
        WHERE p.staff_code LIKE 'B%')
      SELECT 'people at a wrong place' AS what, count(*)::int AS n FROM moved WHERE code <> 'C' || (n + $1::int) % ${COMMUNES}
      UNION ALL SELECT 'people at a wrong revision', count(*)::int FROM moved WHERE revision <> $1::int + 1
      UNION ALL SELECT 'people too few or too many', count(*)::int - $2::int FROM moved`,
  },
  {
    service: 'enrollment',
    sql: `
      WITH told AS (SELECT person_id, count(*) AS moves FROM assignment_fact WHERE cause = 'election' AND batch_id IS NOT NULL
          GROUP BY person_id),
        owed AS (SELECT person_id, count(*) AS open, sum(moves) AS moves FROM training_duty
          WHERE status = 'open' AND batch_id IS NOT NULL GROUP BY person_id)
      SELECT 'people not told of exactly every move' AS what, count(*)::int AS n FROM told WHERE moves <> $1::int
      UNION ALL SELECT 'people told of too few or too many', count(*)::int - $2::int FROM told
      UNION ALL SELECT 'people without exactly one open duty for all moves', count(*)::int FROM owed
        WHERE open <> 1 OR moves <> $1::int
      UNION ALL SELECT 'people owing too few or too many', count(*)::int - $2::int FROM owed
      UNION ALL SELECT 'dead letters', count(*)::int FROM dead_letter`,
  },
  {
    service: 'reporting',
    sql: `
      SELECT 'moves lost or doubled in the reports' AS what, count(*)::int - $1::int * $2::int AS n FROM move_fact
        WHERE cause = 'election' AND batch_id IS NOT NULL
      UNION ALL SELECT 'duty changes lost or doubled', count(*)::int - $1::int * $2::int FROM duty_change
        WHERE batch_id IS NOT NULL
      UNION ALL SELECT 'dead letters', count(*)::int FROM dead_letter`,
  },
];
