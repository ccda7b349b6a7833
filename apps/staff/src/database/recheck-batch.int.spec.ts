import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { ServiceUnderTest } from '#testing';
import { staff } from '../service.js';
import { OUTDATED } from './recheck-batch.js';

const ROWS = 3_000;
const [BATCH, FORMER] = [uuidFrom('batch'), uuidFrom('former')];

const ROWS_OF = (batch: string) => `
  INSERT INTO reassignment_row (batch_id, row_no, position, person_id, staff_code, full_name, action, unit_id, unit_code,
      post, duties, effective_date)
    SELECT '${batch}', n, n - 1, md5(n::text)::uuid, 'S' || n, '', 'reassign', '${BATCH}', 'C', 'clerk', '{}', '2025-06-01'
    FROM generate_series(1, ${ROWS}) n`;

const HELD = `
  INSERT INTO post_holding (person_id, unit_id, post, valid)
    SELECT person_id, unit_id, post, '[2025-01-01,)' FROM reassignment_row;
  INSERT INTO unit_name (unit_id, code, name, kind, valid, decision)
    VALUES ('${BATCH}', 'C', 'x', 'xã', '[2025-01-01,)', 'x')`;

interface Measured {
  Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number };
}

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await ServiceUnderTest.start(staff, { BACKGROUND_LOOPS: 'off' });
  const fill = (sql: string) =>
    service.database.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
  // A batch that was just taken in: all that is known of the table is that every row is of a former one.
  await fill([ROWS_OF(FORMER), HELD].join(';'));
  await service.database.query('ANALYZE');
  await fill(ROWS_OF(BATCH));
});
afterAll(() => service.stop());

describe('the check of a batch before its release', () => {
  it('finds what no longer fits', async () => {
    const find = async () => (await service.database.query(OUTDATED, [BATCH, false]))[0];
    expect(await find()).toEqual({ count: 0, row: null });
    const person = `person_id = md5('7')::uuid`;
    await service.database.query(`UPDATE reassignment_row SET until = '2025-09-01' WHERE ${person}`);
    expect(await find()).toEqual({ count: 1, row: 7 });
    await service.database.query(`UPDATE reassignment_row SET until = NULL WHERE ${person}`);
  });

  it('looks at a few blocks for each row, however little is known of how many there are', async () => {
    const [explained] = await service.database.query<{ 'QUERY PLAN': Measured[] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${OUTDATED}`,
      [BATCH, false],
    );
    const { Plan: plan } = explained!['QUERY PLAN'][0]!;
    expect((plan['Shared Hit Blocks'] + plan['Shared Read Blocks']) / ROWS).toBeLessThan(50);
  });
});
