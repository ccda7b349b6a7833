import type { DutyCode, PostCode } from '#contracts';
import { compareTexts, isDate } from '#kernel';
import type { DatedUnit } from './dated-units.js';
import { postFitsLevel } from './posts.js';

export interface Period {
  unitId: string;
  from: string;
  /** First day on which it is held no more; null while it goes on. */
  to: string | null;
}

export interface CorrectedHistory {
  holdings: readonly (Period & { post: PostCode })[];
  duties: readonly (Period & { duty: DutyCode })[];
}

/** What is wrong with an entry; `entry` counts holdings first, then duties, from 1. */
export interface HistoryFault {
  entry: number;
  what: string;
}

/** A whole history by itself: real days, existing units, one main post at a time, duties beside a post in the unit. */
export function checkHistory(
  { holdings, duties }: CorrectedHistory,
  units: ReadonlyMap<string, DatedUnit>,
  today: string,
): HistoryFault[] {
  const faults: HistoryFault[] = [];
  const entries = [...holdings, ...duties];
  for (const [index, entry] of entries.entries()) {
    const what = periodFault(entry, units.get(entry.unitId), today) ?? postFault(entry, units.get(entry.unitId));
    if (what) faults.push({ entry: index + 1, what });
  }
  if (faults.length > 0) return faults;
  const inOrder = holdings.toSorted((a, b) => compareTexts(a.from, b.from));
  for (const [index, holding] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next && overlap(holding, next)) faults.push({ entry: holdings.indexOf(next) + 1, what: 'holdings overlap' });
  }
  for (const [index, duty] of duties.entries()) {
    const entry = holdings.length + index + 1;
    if (!isCovered(duty, inOrder)) faults.push({ entry, what: 'no post in the unit beside the duty' });
    if (duties.some((other, at) => at < index && other.duty === duty.duty && overlap(other, duty)))
      faults.push({ entry, what: 'the same duty overlaps' });
  }
  return faults;
}

function periodFault({ from, to }: Period, unit: DatedUnit | undefined, today: string): string | undefined {
  if (!isDate(from) || (to !== null && !isDate(to))) return 'no such day';
  if (to !== null && to <= from) return 'it ends before it begins';
  if (from > today || (to !== null && to > today)) return 'it lies in the future';
  if (!unit) return 'no such unit';
  return from < unit.from || (unit.to !== null && (to === null || to > unit.to))
    ? `the unit ${unit.code} did not exist all the time`
    : undefined;
}

function postFault(entry: CorrectedHistory['holdings'][number] | Period, unit: DatedUnit | undefined) {
  return unit && 'post' in entry && !postFitsLevel(entry.post, unit.level)
    ? `no post ${entry.post} in a ${unit.level}`
    : undefined;
}

const END = '9999-12-31';
const overlap = (a: Period, b: Period): boolean => a.from < (b.to ?? END) && b.from < (a.to ?? END);

/** True when posts in the same unit, one after the other, reach over the whole period. */
function isCovered(duty: Period, holdings: readonly Period[]): boolean {
  let reached = duty.from;
  for (const { unitId, from, to } of holdings)
    if (unitId === duty.unitId && from <= reached && (to ?? END) > reached) reached = to ?? END;
  return reached >= (duty.to ?? END);
}
