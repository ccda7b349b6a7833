import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidFrom } from '#kernel';
import { planNodes, ServiceUnderTest } from '#testing';
import { enrollment } from '../service.js';
import { LOCK_OWING } from './read-round.js';

const PEOPLE = 20_000;
const UNITS = 200;
const PROGRAMME = uuidFrom('programme', 'yearly');

const unit = `md5('unit' || n % ${UNITS})::uuid`;
const DUTIES = (year: number, status: string): string => `
  INSERT INTO training_duty (id, person_id, programme_id, kind, period, status, cohort, class_type, unit_id, opened_on,
      deadline, moves, revision)
    SELECT md5('${year}' || n)::uuid, md5(n::text)::uuid, '${PROGRAMME}', 'yearly', ${year}, '${status}', 'c', 'commune', ${unit},
      '${year}-01-01', '${year}-12-31', 0, 1 FROM generate_series(1, ${PEOPLE}) n`;

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await ServiceUnderTest.start(enrollment, { BACKGROUND_LOOPS: 'off' });
  const fill = (sql: string) =>
    service.database.query(`BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
  await fill(`
    INSERT INTO person_state (person_id, revision, unit_id, unit_level, post, duties, effective_date)
      SELECT md5(n::text)::uuid, 1, ${unit}, 'commune', 'committee-chairman', '{}', '2025-01-01'
      FROM generate_series(1, ${PEOPLE}) n;
    ${DUTIES(2025, 'waived')}`);
  // During a shock the table grows from hardly anything: all that is known of it is that nobody owes a duty.
  await service.database.query('ALTER TABLE training_duty SET (autovacuum_enabled = false)');
  await service.database.query('ANALYZE');
  await fill(DUTIES(2026, 'open'));
});
afterAll(() => service.stop());

async function someUnits(): Promise<string[]> {
  const rows = await service.database.query<{ id: string }>('SELECT DISTINCT unit_id AS id FROM person_state LIMIT 5');
  return rows.map(({ id }) => id);
}

describe('the lock of those in some units who owe a duty', () => {
  it('looks for the duties of these people alone, however little is known of the duties', async () => {
    const explained = await service.database.query(`EXPLAIN (FORMAT JSON) ${LOCK_OWING}`, [await someUnits()]);
    const scans = planNodes(explained)
      .filter(node => node['Relation Name'] === 'training_duty')
      .map(node => node['Node Type']);

    expect(scans).toHaveLength(1);
    expect(scans[0]).toMatch(/^Index/);
  });

  it('finds each of them', async () => {
    const units = await someUnits();
    expect(await service.database.query(LOCK_OWING, [units])).toHaveLength((units.length * PEOPLE) / UNITS);
  });
});
