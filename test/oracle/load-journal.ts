import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { JournalStep, MoveRow } from './oracle.js';
import type { Programme } from './programmes.js';
import type { Happening } from './replay-journal.js';
import type { UnitChange } from './replay-units.js';
import type { Mark } from './world.js';

/** Reads the files of the journal. */
export function loadJournal(journal: JournalStep[]): Promise<Happening[]> {
  return Promise.all(journal.map(loadStep));
}

async function loadStep(step: JournalStep): Promise<Happening> {
  switch (step.step) {
    case 'units':
      return { step: 'units', lines: unitLines(await text(step.file)), validFrom: step.validFrom };
    case 'unit-changes':
      return { step: 'unit-changes', change: unitChange(await text(step.file)) };
    case 'programme':
      return {
        step: 'programme',
        programme: JSON.parse(await text(step.file)) as Programme,
        ...(step.directly && { directly: step.directly }),
      };
    case 'batch': {
      const bytes = await readFile(step.file);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { step: 'batch', rows: moveRows(bytes.toString('utf8'), step.effectiveDate), cause: step.cause, sha256 };
    }
    case 'attendance':
      return { step: 'attendance', marks: rowsOf<'classId' | 'personId' | 'mark'>(await text(step.file)) as Mark[] };
    case 'move':
    case 'period':
    case 'mark-correction':
    case 'revocation':
    case 'waiver':
    case 'bulk-waiver':
    case 'history':
    case 'reservation':
    case 'refusal':
    case 'day':
      return step;
  }
}

function unitLines(content: string) {
  const rows = rowsOf<'code' | 'level' | 'parentCode'>(content);
  return rows.map(({ code, level, parentCode }) => ({ code, level, parentCode: parentCode || null }));
}

function moveRows(content: string, effectiveDate = ''): MoveRow[] {
  return rowsOf<keyof MoveRow>(content).map(row => ({ ...row, effectiveDate: row.effectiveDate || effectiveDate }));
}

/** Lists that a decision does not need may be left out of its file. */
function unitChange(content: string): UnitChange {
  const change = JSON.parse(content) as Partial<UnitChange> & Pick<UnitChange, 'effectiveDate'>;
  return { establish: [], merges: [], dissolve: [], ...change };
}

function rowsOf<Column extends string>(content: string): Record<Column, string>[] {
  return parse(content, { columns: true, bom: true, trim: true, skip_empty_lines: true });
}

async function text(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
}
