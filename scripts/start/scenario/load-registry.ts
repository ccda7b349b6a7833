import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseBatch } from './release-batch.js';
import { setDate, type World } from './world.js';

/** The units of early 2025 and the people who serve in them. */
export async function loadRegistry(world: World): Promise<{ units: number; people: number }> {
  const { system, journal, data, inputs, say } = world;
  setDate(world, '2025-01-02');
  const file = join(data, 'units', 'son-la-2025-01.csv');
  const units = await journal.once('units', [{ step: 'units', file, validFrom: '2025-01-01' }], async () => {
    const answer = await system.api.post<{ rows: number }>('staff', '/v1/unit-imports', {
      as: 'operator',
      query: {
        validFrom: '2025-01-01',
        decision: 'Danh mục đơn vị hành chính 2025 (giả lập)',
        issuedOn: '2025-01-01',
        issuer: 'Sở Nội vụ',
      },
      text: { type: 'text/csv', content: await readFile(file) },
    });
    return answer.body.rows;
  });
  const people = join(inputs, 'people.csv');
  const rows = await journal.once('people', [{ step: 'batch', file: people, cause: 'registration' }], async () => {
    const batch = await releaseBatch(world, {
      file: people,
      cause: 'registration',
      name: 'Đăng ký ban đầu',
      decision: 'Danh sách cán bộ, công chức 2025 (giả lập)',
    });
    await system.backlog.settled();
    return batch.rows;
  });
  say({ vi: `Đã nạp ${units} đơn vị và ${rows} người`, en: `Loaded ${units} units and ${rows} people` });
  return { units, people: rows };
}
