// The heaviest reads at 100,000 people: each must find its rows by an index, never by going through everybody.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { make, parseProgramme, ProgrammeAdopted } from '#contracts';
import { Transaction, type Received } from '#messaging';
import { cursorAfter, explainReads, fillTables } from '#testing';
import { MOVES_OF_NEXT_PEOPLE } from './database/preview-sql.js';
import { KeepNormsOnProgrammeAdopted } from './reactions/keep-norms-on-programme-adopted.js';
import { Registry } from './registry.suite.js';

const PEOPLE = 100_000;
const BATCH = 'b0000000-0000-4000-8000-000000000001';
const LARGE = [
  'person',
  'post_holding',
  'concurrent_duty',
  'post_holding_past',
  'concurrent_duty_past',
  'absence',
  'absence_past',
  'reassignment_row',
];

// Filled without triggers and foreign keys: what they keep is set here by hand. Everybody was known otherwise before.
const FILL = `
  INSERT INTO unit (id, code, name, kind, level, parent_id, province_id, valid, decision)
    SELECT gen_random_uuid(), 'C' || n, 'x', 'xã', 'commune', id, id, '[2025-01-01,)', 'x' FROM unit, generate_series(1, 300) n
    WHERE level = 'province';
  INSERT INTO unit_name (unit_id, code, name, kind, valid, decision)
    SELECT id, code, name, kind, valid, decision FROM unit WHERE code LIKE 'C%';
  INSERT INTO person (id, staff_code, full_name, revision, status)
    SELECT gen_random_uuid(), 'S' || n, 'x', 1, 'serving' FROM generate_series(1, ${PEOPLE}) n;
  CREATE TEMP TABLE serving AS
    SELECT person.id AS person_id, unit.id AS unit_id
    FROM person JOIN unit ON unit.code = 'C' || (1 + substr(staff_code, 2)::int % 300);
  ${[
    ['post_holding', 'post', 'justice-registry-officer'],
    ['concurrent_duty', 'duty', 'one-stop'],
  ]
    .map(
      ([table, what, code]) => `
  INSERT INTO ${table} (person_id, unit_id, ${what}, valid)
    SELECT person_id, unit_id, '${code}', '[2025-01-01,)' FROM serving;
  INSERT INTO ${table}_past (person_id, unit_id, ${what}, valid, recorded)
    SELECT person_id, unit_id, ${what}, valid, tstzrange(recorded_at - interval '1 second', recorded_at) FROM ${table};`,
    )
    .join('')}
  INSERT INTO absence (id, person_id, kind, valid, decision, recorded_by, version)
    SELECT gen_random_uuid(), id, 'sick', '[2025-02-01,2025-02-11)', 'x', 'x', 2 FROM person;
  INSERT INTO absence_past (id, person_id, kind, valid, decision, recorded_by, version, recorded)
    SELECT id, person_id, kind, valid, decision, recorded_by, 1, tstzrange(recorded_at - interval '1 second', recorded_at)
    FROM absence;
  INSERT INTO reassignment_row (batch_id, row_no, position, person_id, staff_code, full_name, action, unit_id, unit_code,
      post, duties, effective_date)
    SELECT '${BATCH}', n, n, person_id, 'S' || n, '', 'reassign', unit_id, 'C1', 'justice-registry-officer', '{}', '2025-06-01'
    FROM (SELECT row_number() OVER () AS n, person_id, unit_id FROM serving) AS numbered`;

let registry: Registry;
let unit = '';
let person = '';
beforeAll(async () => {
  registry = await Registry.start();
  const data = registry.service.database;
  await registry.importUnits();
  const rules = parseProgramme(readFileSync('data/programmes/decision-654-2012.json', 'utf8'));
  const { code, version: programmeVersion, inForce } = rules;
  const adopted = make(ProgrammeAdopted, {
    programmeId: crypto.randomUUID(),
    code,
    programmeVersion,
    ...inForce,
    rules,
  });
  await registry.service.app
    .get(Transaction, { strict: false })
    .run(tx =>
      new KeepNormsOnProgrammeAdopted().handle([{ data: adopted, revision: 1 } as Received<ProgrammeAdopted>], tx),
    );
  await fillTables(data, LARGE, FILL);
  const [row] = await data.query<{ person: string; unit: string }>(
    'SELECT person_id AS person, unit_id AS unit FROM post_holding ORDER BY person_id OFFSET 50000 LIMIT 1',
  );
  unit = row?.unit ?? '';
  person = row?.person ?? '';
}, 120_000);
afterAll(() => registry.stop());

const after = (list: string, ...keys: string[]): string => `${list}&after=${cursorAfter(list, keys)}`;

describe('a list of a large registry', () => {
  it.each<[string, () => string]>([
    ['a page of people', () => after('/v1/people?limit=100&asOf=2025-05-01', person)],
    ['the people of a unit', () => `/v1/people?limit=100&asOf=2025-05-01&unitId=${unit}`],
    ['the people of a unit as known on a day', () => `/v1/people?asOf=2025-05-01&unitId=${unit}&knownOn=2025-05-01`],
    ['one person', () => `/v1/people/${person}`],
    ['one person as of a day', () => `/v1/people/${person}?asOf=2025-05-01`],
    ['one person as known on a day', () => `/v1/people/${person}?knownOn=2025-05-01`],
    ['the desks of a unit', () => `/v1/staffing?asOf=2025-05-01&unitId=${unit}`],
    ['the vacancies of a unit', () => `/v1/vacancies?asOf=2025-05-01&unitId=${unit}`],
    ['the vacancies of a unit as known on a day', () => `/v1/vacancies?unitId=${unit}&knownOn=2025-05-01`],
    ['a page of allowances', () => after('/v1/allowances?month=2025-05', person, unit)],
  ])('finds %s by an index', async (_what, path) => {
    const found = await explainReads(registry.service, LARGE, async () =>
      expect(await registry.service.call('GET', path(), { as: ['scheduler'] })).toMatchObject({ status: 200 }),
    );
    expect(found.statements).toBeGreaterThan(0);
    expect(found.wholeScans).toEqual([]);
  });

  it('finds the next part of a preview by an index', async () => {
    const transaction = registry.service.app.get(Transaction, { strict: false });
    const found = await explainReads(registry.service, LARGE, () =>
      transaction.run(async tx =>
        expect(await tx.query(MOVES_OF_NEXT_PEOPLE, [BATCH, person, 2_000])).toHaveLength(2_000),
      ),
    );
    expect(found.statements).toBeGreaterThan(0);
    expect(found.wholeScans).toEqual([]);
  });

  it('is seen where a list has no index to go by', async () => {
    const found = await explainReads(registry.service, LARGE, () =>
      registry.service.call('GET', '/v1/vacancies', { as: ['scheduler'] }),
    );
    expect(found.wholeScans).toEqual([expect.stringContaining('Seq Scan on post_holding')]);
  });
});
