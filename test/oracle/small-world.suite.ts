// A province with a handful of people, for the specs: ids are the codes themselves.
import type { MoveRow } from './oracle.js';
import type { Programme } from './programmes.js';
import { replayJournal, type Happening, type World } from './replay-journal.js';
import type { ClassDays, Duty, Ids, Mark } from './world.js';

export const IDS: Ids = { person: code => code, unit: (code, from) => `${code}@${from.slice(0, 7)}` };

const leaders = {
  code: 'leaders',
  classType: 'commune',
  who: { all: [{ unitLevel: ['commune'] }, { any: [{ post: ['chairman'] }, { duty: ['one-stop'] }] }] },
};
const heads = {
  code: 'heads',
  classType: 'provincial',
  who: { all: [{ unitLevel: ['district'] }, { not: { post: ['clerk'] } }] },
};
const types = [
  { code: 'provincial', maximum: 70, hostLevels: ['province'] },
  { code: 'commune', maximum: 2, hostLevels: ['commune'] },
];
const common = {
  skills: [{ code: 'planning' }, { code: 'reporting' }, { code: 'speaking' }],
  version: 1,
  classTypes: types,
  retraining: { causes: ['merger', 'election', 'appointment'], withinDays: 90 },
  deskRule: { maxAwayShare: 0.34, atLeast: 1 },
};
export const OLD: Programme = {
  ...common,
  code: 'old',
  inForce: { from: '2012-04-09', to: '2025-06-30' },
  cohorts: [leaders, heads],
};
/** Without districts, and with a cohort of its own for desks. */
export const NEW: Programme = {
  ...common,
  code: 'new',
  inForce: { from: '2025-07-01', to: null },
  cohorts: [{ code: 'desk', classType: 'commune', who: { duty: ['one-stop'] } }, leaders],
};

export const CLASSES = new Map<string, ClassDays>([
  ['April', { startsOn: '2025-04-07', endsOn: '2025-04-08', programme: 'old/1' }],
  ['May', { startsOn: '2025-05-05', endsOn: '2025-05-06', programme: 'old/1' }],
  ['June', { startsOn: '2025-06-02', endsOn: '2025-06-03', programme: 'old/1' }],
  ['July', { startsOn: '2025-07-07', endsOn: '2025-07-08', programme: 'old/1' }],
  ['September', { startsOn: '2025-09-01', endsOn: '2025-09-02', programme: 'old/1' }],
]);

export function move(staffCode: string, effectiveDate: string, unitCode: string, post: string, duties = ''): MoveRow {
  const action = unitCode ? 'appoint' : 'leave';
  return { staffCode, action, unitCode, post, duties, effectiveDate };
}

export function leave(staffCode: string, effectiveDate: string): MoveRow {
  return move(staffCode, effectiveDate, '', '');
}

export function batch(cause: string, ...rows: MoveRow[]): Happening {
  return { step: 'batch', rows, cause, sha256: JSON.stringify(rows) };
}

export function period(programmeCode: string, year: number, openedOn: string): Happening {
  return { step: 'period', programmeCode, year, openedOn };
}

export function attendance(...marks: [classId: string, personId: string, mark: Mark['mark']][]): Happening {
  return { step: 'attendance', marks: marks.map(([classId, personId, mark]) => ({ classId, personId, mark })) };
}

const unit = (code: string, level: string, parentCode: string | null = 'P') => ({ code, level, parentCode });

export const BEFORE: Happening[] = [
  {
    step: 'units',
    validFrom: '2025-01-01',
    lines: [unit('P', 'province', null), unit('D', 'district'), unit('A', 'commune', 'D'), unit('B', 'commune', 'D')],
  },
  { step: 'programme', programme: OLD },
  { step: 'programme', programme: NEW, directly: true },
];

/** A and B become a new A; the district ends. */
export const UNITS_MERGED: Happening = {
  step: 'unit-changes',
  change: {
    effectiveDate: '2025-07-01',
    establish: [unit('A', 'commune'), unit('C', 'commune')],
    merges: [
      { oldCode: 'A', newCode: 'A' },
      { oldCode: 'B', newCode: 'A' },
    ],
    dissolve: ['D'],
  },
};

export function worldAfter(...happenings: Happening[]): World {
  return replayJournal([...BEFORE, ...happenings], IDS, CLASSES);
}

/** Duties in few words: kind, programme, status, unit, cohort, days, moves. */
export function inWords(duties: Duty[]): string[] {
  return duties.map(({ kind, programme, status, unitId, cohort, openedOn, deadline, moves }) =>
    [kind, programme, status, unitId, cohort, `${openedOn}..${deadline}`, moves].join(' '),
  );
}
