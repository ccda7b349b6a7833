import { join } from 'node:path';
import { consultOracle } from '../../../test/oracle/consult-oracle.js';
import type { OracleReport } from '../../../test/oracle/oracle.js';
import { writeScenario } from '../../../data/src/generator/write-scenario.js';
import { adoptProgramme } from './adopt-programme.js';
import { approveUntilSettled } from './approve.js';
import { attend, type RoundOutcome } from './attend.js';
import { figures, type Figures } from './figures.js';
import { loadRegistry } from './load-registry.js';
import { planYear, type YearOutcome } from './plan-year.js';
import { changeUnits, releaseShock, type ShockOutcome } from './shock.js';
import { dateOf, setDate, type World } from './world.js';

export interface Summary {
  units: number;
  people: number;
  years: YearOutcome[];
  shocks: ShockOutcome[];
  rounds: RoundOutcome[];
  figures: Figures;
  oracle: OracleReport;
}

/** Two years of Sơn La: a planned year, the merger of 1 July 2025, the next year, the election of 15 March 2026. */
export async function runScenario(world: World): Promise<Summary> {
  const { scale, seed, inputs } = world;
  await writeScenario({ scale, seed, units: 'son-la', folder: inputs });
  const { units, people } = await loadRegistry(world);
  setDate(world, '2025-01-10');
  await adoptProgramme(world, 'decision-654-2012');
  const years = [
    await planYear(world, {
      year: 2025,
      programmeCode: 'decision-654',
      openedOn: '2025-01-15',
      from: '2025-02-10',
      to: '2025-06-20',
    }),
  ];
  const rounds = [await attend(world, '2025-06-30', 0.06)];
  await adoptProgramme(world, 'two-tier-2025');
  setDate(world, '2025-07-01');
  await changeUnits(world);
  const shocks = [
    await releaseShock(world, {
      key: 'merger',
      date: '2025-07-01',
      file: join(inputs, 'merger-2025-07.csv'),
      cause: 'merger',
      name: 'Sắp xếp đơn vị hành chính 01/07/2025',
      decision: '1681/NQ-UBTVQH15',
    }),
  ];
  rounds.push(await attend(world, '2025-11-30', 0.2));
  years.push(
    await planYear(world, {
      year: 2026,
      programmeCode: 'two-tier',
      openedOn: '2026-01-05',
      from: '2026-01-26',
      to: '2026-11-27',
    }),
  );
  rounds.push(await attend(world, '2026-03-14', 0.3));
  shocks.push(
    await releaseShock(world, {
      key: 'election',
      date: '2026-03-15',
      file: join(inputs, 'election-2026-03.csv'),
      cause: 'election',
      name: 'Bầu cử HĐND các cấp 15/03/2026',
      decision: 'Kết quả bầu cử 2026 (giả lập)',
    }),
  );
  rounds.push(await attend(world, '2026-07-01', 0.05));
  await publishReport(world);
  return { units, people, years, shocks, rounds, figures: await figures(world), oracle: await askOracle(world) };
}

async function publishReport(world: World): Promise<void> {
  const { system, journal, say } = world;
  await journal.once('report', [], async () => {
    const { body: report } = await system.api.post<{ id: string }>('reporting', '/v1/reports', {
      as: 'scheduler',
      key: 'report-half-year-2026',
      json: { period: 'half-year', year: 2026, asOf: '2026-06-14' },
    });
    await system.api.post('reporting', `/v1/reports/${report.id}/publication`, {
      as: 'scheduler',
      key: 'publication-half-year-2026',
    });
    await system.backlog.settled();
    await approveUntilSettled(world);
  });
  say({ vi: 'Đã duyệt và công bố báo cáo 6 tháng 2026', en: 'Approved and published the half-year report of 2026' });
}

/** Recomputes everything from the input files and the raw tables, with code that shares nothing with the services. */
export async function askOracle(world: World): Promise<OracleReport> {
  const { system, journal } = world;
  return consultOracle({ journal: [...journal.inputs], databases: system.databases, today: dateOf(world) });
}
