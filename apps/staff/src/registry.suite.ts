// What the integration specs of this service share: a small registry of real shape, and what was published.
import { ServiceUnderTest, type Answer } from '#testing';
import { staff } from './service.js';
import type { StaffConfig } from './staff.config.js';
import type { BatchView } from './database/batch-view.js';

export const TODAY = '2025-12-31';
export const FIRST_DAY = '2025-01-01';
export const MERGER_DAY = '2025-07-01';

export const UNITS = `code,name,kind,level,parentCode,longitude,latitude
14,Tỉnh Sơn La,tỉnh,province,,103.92103,21.32728
SNV,Sở Nội vụ,sở,department,14,103.92103,21.32728
116,Thành phố Sơn La,thành phố,district,14,103.9,21.3
03646,Phường Chiềng Lề,phường,commune,116,103.9,21.3
03649,Phường Tô Hiệu,phường,commune,116,103.9,21.3
03652,Phường Quyết Thắng,phường,commune,116,,
`;

export const MERGER = {
  effectiveDate: MERGER_DAY,
  decision: { number: '1681/NQ-UBTVQH15', issuedOn: '2025-06-16', issuer: 'Ủy ban Thường vụ Quốc hội' },
  establish: [{ code: '03646', name: 'Phường Tô Hiệu', kind: 'phường', level: 'commune', parentCode: '14' }],
  merges: ['03646', '03649', '03652'].map(oldCode => ({ oldCode, newCode: '03646' })),
  dissolve: ['116'],
};

const HEADER = 'staffCode,fullName,action,unitCode,post,duties,effectiveDate';

/** A batch file of these lines. */
export const batchFile = (...lines: string[]): string => `${[HEADER, ...lines].join('\n')}\n`;

export interface Published {
  id: string;
  type: string;
  topic: string;
  lane: number;
  key: string;
  revision: number;
  data: Record<string, unknown>;
}

export class Registry {
  private constructor(readonly service: ServiceUnderTest) {}

  /** A service whose release loop stands still, unless wanted: a spec applies the chunks itself. */
  static async start(loops: 'on' | 'off' = 'off', settings: Partial<StaffConfig> = {}): Promise<Registry> {
    const own = { NANGLUC_BUSINESS_DATE: TODAY, BACKGROUND_LOOPS: loops, ...settings };
    const service = await ServiceUnderTest.start(staff, own);
    // The relay deletes what it has sent, so a trigger keeps a copy of every outbox row that was committed.
    await service.database.query(`
      CREATE TABLE published (n bigint GENERATED ALWAYS AS IDENTITY, lane int, topic text, key text, headers jsonb, data jsonb);
      CREATE FUNCTION keep_published() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        INSERT INTO public.published (lane, topic, key, headers, data)
        VALUES (NEW.lane, NEW.topic, NEW.key, NEW.headers, NEW.payload::jsonb);
        RETURN NEW;
      END $$;
      CREATE TRIGGER keep_published AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION keep_published();`);
    return new Registry(service);
  }

  query<Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> {
    return this.service.database.query<Row>(sql, params);
  }

  importUnits(content = UNITS, validFrom = FIRST_DAY): Promise<Answer> {
    const path = `/v1/unit-imports?validFrom=${validFrom}&decision=654&issuedOn=2024-12-20&issuer=GSO`;
    return this.service.call('POST', path, { as: ['operator'], raw: { type: 'text/csv', content } });
  }

  changeUnits(body: unknown = MERGER): Promise<Answer> {
    return this.service.call('POST', '/v1/unit-changes', { as: ['scheduler'], body });
  }

  upload<Body = BatchView>(
    content: string | Buffer,
    { type = 'text/csv', ...parameters }: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const query = new URLSearchParams({ name: 'Đợt 1', cause: 'appointment', decision: '12/QĐ', ...parameters });
    const path = `/v1/reassignment-batches?${query.toString()}`;
    return this.service.call<Body>('POST', path, { as: ['scheduler'], raw: { type, content } });
  }

  release<Body = BatchView>(batch: { id: string }, headers: Record<string, string>): Promise<Answer<Body>> {
    const path = `/v1/reassignment-batches/${batch.id}/release`;
    return this.service.call<Body>('POST', path, { as: ['operator'], headers });
  }

  /** What was published so far, in the order of the outbox. */
  published(): Promise<Published[]> {
    return this.query<Published>(
      `SELECT headers->>'ce_id' AS id, headers->>'ce_type' AS type, topic, lane, key,
         (headers->>'revision')::int AS revision, data
       FROM published ORDER BY n`,
    );
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}
