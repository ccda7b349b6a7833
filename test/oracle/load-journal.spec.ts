import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadJournal } from './load-journal.js';

describe('loadJournal', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'oracle-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const file = async (name: string, content: string) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  it('reads the rows of a batch, with the date of the batch where a row has none', async () => {
    const header = '\uFEFFstaffCode,fullName,action,unitCode,post,duties,effectiveDate\r\n';
    const rows = 'S1,"Lò, Văn An",appoint,03646,office-specialist,one-stop;focal-point,\r\nS2,,leave,,,,2025-06-01\r\n';
    const name = await file('batch.csv', header + rows);
    const [step] = await loadJournal([{ step: 'batch', file: name, cause: 'merger', effectiveDate: '2025-07-01' }]);
    expect(step).toMatchObject({
      cause: 'merger',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      rows: [
        { staffCode: 'S1', unitCode: '03646', duties: 'one-stop;focal-point', effectiveDate: '2025-07-01' },
        { staffCode: 'S2', action: 'leave', effectiveDate: '2025-06-01' },
      ],
    });
  });

  it('reads units, unit changes, programmes and attendance', async () => {
    const units = await file(
      'units.csv',
      'code,name,kind,level,parentCode,longitude,latitude\n14,Sơn La,tỉnh,province,,,\n',
    );
    const change = await file('change.json', '{"effectiveDate": "2025-07-01", "dissolve": ["D"]}');
    const programme = await file('programme.json', '{"code": "new"}');
    const marks = await file('attendance.csv', 'classId,personId,mark\nc,p,absent\n');
    const steps = await loadJournal([
      { step: 'units', file: units, validFrom: '2025-01-01' },
      { step: 'unit-changes', file: change },
      { step: 'programme', file: programme },
      { step: 'period', programmeCode: 'new', year: 2025, openedOn: '2025-07-01' },
      { step: 'attendance', file: marks },
    ]);
    expect(steps).toMatchObject([
      { lines: [{ code: '14', level: 'province', parentCode: null }], validFrom: '2025-01-01' },
      { change: { effectiveDate: '2025-07-01', establish: [], merges: [], dissolve: ['D'] } },
      { programme: { code: 'new' } },
      { year: 2025 },
      { marks: [{ classId: 'c', personId: 'p', mark: 'absent' }] },
    ]);
  });
});
