// What a registry of the release before holds: its units have to find their decisions.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { serviceDataSource } from '#platform';
import { testDatabase, type TestDatabase } from '#testing';
import { staffDatabase } from './data-source.js';
import { DecideUnits1764460000000 } from './migrations/1764460000000-decide-units.js';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await testDatabase('staff', staffDatabase);
  dataSource = await serviceDataSource(staffDatabase, database.ownerUrl, 2).initialize();
}, 120_000);
afterAll(async () => {
  await dataSource.destroy();
  await database.close();
});

const [P, OLD, NEW, CHANGE] = [1, 2, 3, 4].map(n => `00000000-0000-4000-8000-00000000000${n}`);

/** A list without a date, and a decision of July without an issuer. */
const BEFORE = `
  INSERT INTO unit (id, code, name, kind, level, parent_id, province_id, valid, decision) VALUES
    ('${P}', '14', 'Tỉnh', 'tỉnh', 'province', NULL, '${P}', '[2025-01-01,)', 'GSO'),
    ('${OLD}', '03646', 'Cũ', 'xã', 'commune', '${P}', '${P}', '[2025-01-01,2025-07-01)', 'GSO'),
    ('${NEW}', '03646', 'Mới', 'xã', 'commune', '${P}', '${P}', '[2025-07-01,)', '1681 (2025-06-16)');
  INSERT INTO unit_name (unit_id, code, name, kind, valid, decision) SELECT id, code, name, kind, valid, decision FROM unit;
  INSERT INTO unit_change (id, effective_date, decision, issued_on, summary, changed_by)
    VALUES ('${CHANGE}', '2025-07-01', '1681', '2025-06-16', '{}', 'x');
  INSERT INTO unit_succession (predecessor_id, successor_id, effective_on) VALUES ('${OLD}', '${NEW}', '2025-07-01')`;

describe('units recorded before decisions had to be whole', () => {
  it('point to their decisions, and those stay as they were recorded', async () => {
    // They run in the order of their moments, wherever they stand in the list.
    const momentOf = ({ name }: { name: string }) => Number(name.slice(-13));
    const since = staffDatabase.migrations.filter(one => momentOf(one) >= momentOf(DecideUnits1764460000000));
    for (const _each of since) await dataSource.undoLastMigration();
    await database.query(BEFORE);
    await dataSource.runMigrations();
    const decided = `
      SELECT u.name, c.kind, c.decision, c.issuer, c.issued_on::text AS dated, n.change_id = u.change_id AS same,
        e.decision AS ended
      FROM unit u JOIN unit_change c ON c.id = u.change_id JOIN unit_name n ON n.unit_id = u.id
        LEFT JOIN unit_change e ON e.id = u.ended_by ORDER BY u.id`;
    const listed = { kind: 'import', decision: 'GSO', issuer: null, dated: null, same: true };
    expect(await database.query(decided)).toEqual([
      { name: 'Tỉnh', ...listed, ended: null },
      { name: 'Cũ', ...listed, ended: '1681' },
      { name: 'Mới', kind: 'change', decision: '1681', issuer: null, dated: '2025-06-16', same: true, ended: null },
    ]);
    expect(await database.query('SELECT change_id FROM unit_succession')).toEqual([{ change_id: CHANGE }]);
  });
});
