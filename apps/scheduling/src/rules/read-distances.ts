import type { RoadDistance } from '#planner';

export interface DistanceFault {
  row: number;
  field: 'from' | 'to' | 'km';
  value: string;
}

const KM_PER_HOUR = 30;

/**
 * Lines `from,to,km` or `from,to,minutes` with codes of units; minutes become kilometres at the mean speed of mountain
 * roads. Every wrong line is named, and with one wrong line nothing is read.
 */
export function readDistances(text: string, unitByCode: ReadonlyMap<string, string>) {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const inMinutes = head.trim().toLowerCase().split(',')[2] === 'minutes';
  const roads: RoadDistance[] = [];
  const faults: DistanceFault[] = [];
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const [from = '', to = '', way = ''] = line.split(',').map(cell => cell.trim());
    const row = i + 2;
    const fromUnitId = unitByCode.get(from);
    const toUnitId = unitByCode.get(to);
    const km = inMinutes ? (Number(way) * KM_PER_HOUR) / 60 : Number(way);
    if (fromUnitId === undefined) faults.push({ row, field: 'from', value: from });
    if (toUnitId === undefined) faults.push({ row, field: 'to', value: to });
    if (way === '' || !(km >= 0 && km < 20_000)) faults.push({ row, field: 'km', value: way });
    else if (fromUnitId !== undefined && toUnitId !== undefined) roads.push({ fromUnitId, toUnitId, km });
  });
  return { roads, faults };
}
