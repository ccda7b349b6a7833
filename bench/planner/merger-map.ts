import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ClassPlan, PlanningProblem } from '#planner';
import { problemOf } from './instances.js';
import { projectFolder, readUnits, type UnitLine } from './read-units.js';

const WIDTH = 1000;
const MARGIN = 40;

/**
 * Sơn La on 1 July 2025: every commune that came out of a merger retrains its six leaders and three one-stop officers
 * within 90 days, ten days of notice before the first class; the seven communes that went on alone send nobody.
 */
export function mergerProblem(seconds: number): PlanningProblem {
  const merged = new Map<string, number>();
  const rows = parse<{ newCode: string }>(
    readFileSync(join(projectFolder, 'data', 'units', 'son-la-mergers-2025-07.csv'), 'utf8'),
    { columns: true, bom: true },
  );
  for (const { newCode } of rows) merged.set(newCode, (merged.get(newCode) ?? 0) + 1);
  const communes = readUnits('son-la-2025-07.csv').filter(line => line.level === 'commune');
  const affected = communes.filter(({ code }) => (merged.get(code) ?? 0) > 1);
  const problem = problemOf(affected, communes, { people: 9, deskOfficers: 3 }, seconds);
  const [earliest, deadline] = ['2025-07-11', '2025-09-29'];
  return {
    ...problem,
    groups: problem.groups.map(g => ({ ...g, earliest, deadline })),
    calendar: {
      ...problem.calendar,
      from: earliest,
      to: deadline,
      closedDates: ['2025-09-01', '2025-09-02'],
      gapDaysBetweenWaves: 7,
    },
  };
}

/** Hosts with the dates of their classes, and a line from every commune to where its people go. */
export function writeMap(plan: ClassPlan): void {
  const communes = new Map(
    readUnits('son-la-2025-07.csv')
      .filter(c => c.level === 'commune')
      .map(c => [c.code, c]),
  );
  const hosts = [...new Set(plan.classes.map(c => c.hostUnitId))].sort();
  const colour = new Map(hosts.map((h, i) => [h, `hsl(${Math.round((i * 360) / hosts.length)} 60% 40%)`]));
  const { at, height } = projection([...communes.values()]);
  const going = new Map<string, number>();
  for (const c of plan.classes)
    for (const s of c.seats)
      going.set(`${s.unitId} ${c.hostUnitId}`, (going.get(`${s.unitId} ${c.hostUnitId}`) ?? 0) + s.people);
  const lines = [...going].map(([key, people]) => {
    const [unit, host] = key.split(' ') as [string, string];
    const [a, b] = [at(communes.get(unit)!), at(communes.get(host)!)];
    return `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="${colour.get(host)}" stroke-width="${(0.6 + people * 0.3).toFixed(1)}" stroke-opacity="0.75"><title>${communes.get(unit)!.name} → ${communes.get(host)!.name}: ${people}</title></line>`;
  });
  const dots = [...communes.values()].map(c => {
    const { x, y } = at(c);
    return `<circle cx="${x}" cy="${y}" r="3" fill="#555"><title>${c.name}</title></circle>`;
  });
  const labels = hosts.map(host => {
    const { x, y } = at(communes.get(host)!);
    const held = plan.classes.filter(c => c.hostUnitId === host);
    const dates = held.map(
      c => `${c.startsOn.slice(8)}/${c.startsOn.slice(5, 7)} (${c.seats.reduce((n, s) => n + s.people, 0)})`,
    );
    const name = communes.get(host)!.name.replace(/^(Xã|Phường) /, '');
    return `<rect x="${x - 7}" y="${y - 7}" width="14" height="14" fill="${colour.get(host)}"/><text x="${x + 10}" y="${y - 2}" font-weight="600">${name}</text><text x="${x + 10}" y="${y + 12}" font-size="11">${dates.join(', ')}</text>`;
  });
  const { people, classes, personKm, gap } = plan.totals;
  const caption = `Sơn La sau sáp nhập 1/7/2025: ${people} người, ${classes} lớp, ${(personKm / people).toFixed(1)} km mỗi người (đi và về), cách cận dưới ${(gap * 100).toFixed(2)} %`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height + 40}" font-family="sans-serif" font-size="13" fill="#111">
<title>Ai học ở đâu / who goes where</title>
<rect width="100%" height="100%" fill="#fff"/>
${[...lines, ...dots, ...labels].join('\n')}
<text x="${MARGIN}" y="${height + 22}" font-size="15">${caption}</text>
</svg>
`;
  writeFileSync(join(projectFolder, 'docs', 'planner-map.svg'), svg);
}

/** Longitudes shortened by the cosine of the latitude, so that a kilometre is as long in both directions. */
function projection(units: UnitLine[]) {
  const [lon, lat] = [units.map(u => u.longitude ?? 0), units.map(u => u.latitude ?? 0)];
  const [west, east, south, north] = [Math.min(...lon), Math.max(...lon), Math.min(...lat), Math.max(...lat)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (WIDTH - 2 * MARGIN - 80) / ((east - west) * shrink);
  return {
    height: Math.round((north - south) * scale + 2 * MARGIN),
    at: ({ longitude, latitude }: UnitLine) => ({
      x: Math.round(MARGIN + ((longitude ?? west) - west) * shrink * scale),
      y: Math.round(MARGIN + (north - (latitude ?? north)) * scale),
    }),
  };
}
