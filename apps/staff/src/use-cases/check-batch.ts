import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, InvalidInputError } from '#kernel';
import { queryRows, Transaction, type Tx } from '#messaging';
import { EVERYBODY, withinScope } from '#platform';
import {
  advanceCheck,
  claimCheck,
  finishCheck,
  insertDrafts,
  insertFaults,
  readDrafts,
  type BatchCheck,
} from '../database/batch-check.js';
import { insertBatchRows } from '../database/batch-rows.js';
import { findOutOfScope } from '../database/find-out-of-scope.js';
import { loadCareers, loadUnitLookup } from '../database/load-facts.js';
import { readUpload } from '../database/uploads.js';
import { checkMoves } from '../rules/check-moves.js';
import type { UnitLookup } from '../rules/dated-units.js';
import { asFaults, type Fault } from '../rules/fault.js';
import { MOVE_COLUMNS, type MoveDraft } from '../rules/move.js';
import { readDate, readMove } from '../rules/read-move.js';
import { readFileRows } from '../read-file-rows.js';
import { StaffConfig } from '../staff.config.js';

const ROWS_PER_STEP = 10_000;

/** Thrown when the batch was cancelled or another process took its check over: nothing more is written. */
class CheckTakenOver extends Error {}

/**
 * Checks the file of a batch: reads it row by row, then compares each person's rows with the registry. Every step is a
 * commit, so progress shows and memory stays small; a check that a crash cut off begins anew from the stored file.
 */
@Injectable()
export class CheckBatchHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly config: StaffConfig,
  ) {}

  /** True when a batch was checked: the given one, or the one that waits longest. */
  execute(id: string | null = null): Promise<boolean> {
    // Begun by a request, it still compares with the whole registry; what the uploader may move is a check of its own.
    return withinScope(EVERYBODY, () => this.run(id));
  }

  private async run(id: string | null): Promise<boolean> {
    const check = await this.transaction.run(tx => claimCheck(tx, id));
    if (!check) return false;
    try {
      const rows = await this.check(check);
      await this.transaction.run(tx => finishCheck(tx, check, rows, this.config.RELEASE_ALONE_UP_TO));
    } catch (error) {
      if (!(error instanceof CheckTakenOver)) throw error;
    }
    return true;
  }

  /** Gives how many rows are right. */
  private async check(check: BatchCheck): Promise<number> {
    const unitOn = await this.transaction.run(loadUnitLookup);
    // A file that fits in one step is compared at once; a longer one goes through a table, which sorts it by person.
    const { kept, stored } = await this.read(check);
    return stored ? this.compareStored(check, unitOn) : this.compare(check, kept, unitOn, 0);
  }

  private async read(check: BatchCheck): Promise<{ kept: MoveDraft[]; stored: boolean }> {
    const { effectiveDate } = check;
    const today = this.clock.today();
    const faults: Fault[] = [];
    let kept: MoveDraft[] = [];
    let stored = false;
    const step = async (store: boolean) => {
      const part = { drafts: kept, faults: faults.splice(0) };
      await this.step(check, { read: kept.length, faults: part.faults.length }, async tx => {
        if (store) await insertDrafts(tx, check.id, part.drafts);
        await insertFaults(tx, check.id, part.faults);
      });
      stored ||= store;
      if (store) kept = [];
    };
    if (effectiveDate) readDate(1, effectiveDate, today, faults);
    const content = readUpload((sql, params) => queryRows(this.dataSource, sql, params), check.uploadId);
    try {
      for await (const row of readFileRows({ content, format: check.format }, MOVE_COLUMNS, faults)) {
        kept.push(readMove(row, { today, effectiveDate }, faults));
        if (kept.length === ROWS_PER_STEP) await step(true);
      }
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      faults.push(...asFaults(error));
    }
    await step(stored && kept.length > 0);
    return { kept, stored };
  }

  private async compareStored(check: BatchCheck, unitOn: UnitLookup): Promise<number> {
    let right = 0;
    let rest: MoveDraft[] = [];
    for (;;) {
      const after = rest.at(-1);
      const page = await this.transaction.run(tx => readDrafts(tx, check.id, after, ROWS_PER_STEP));
      const known = [...rest, ...page];
      // The last person may go on in the next page.
      const cut = page.length < ROWS_PER_STEP ? known.length : startOfLastPerson(known);
      rest = known.slice(cut);
      right += await this.compare(check, known.slice(0, cut), unitOn, right);
      if (page.length < ROWS_PER_STEP) return right;
    }
  }

  private async compare(check: BatchCheck, drafts: MoveDraft[], unitOn: UnitLookup, position: number): Promise<number> {
    if (drafts.length === 0) return 0;
    let right = 0;
    await this.step(check, { checked: drafts.length }, async tx => {
      const { uploaderUnits } = check;
      const outside = uploaderUnits ? await findOutOfScope(tx, drafts, uploaderUnits) : [];
      // Of somebody else's people the uploader learns nothing more than that they are somebody else's.
      const known = new Set(outside.map(({ row }) => row));
      const careers = await loadCareers(tx, drafts);
      const checked = checkMoves(drafts, { unitOn, careers });
      const faults = [...outside, ...checked.faults.filter(({ row }) => !known.has(row))];
      const { moves } = checked;
      right = moves.length;
      await insertFaults(tx, check.id, faults);
      await advanceCheck(tx, check, { faults: faults.length });
      await insertBatchRows(tx, check.id, { moves: onlyRight(moves, faults), careers, position });
    });
    return right;
  }

  private step(
    check: BatchCheck,
    progress: { read?: number; checked?: number; faults?: number },
    work: (tx: Tx) => Promise<void>,
  ): Promise<void> {
    return this.transaction.run(async tx => {
      if (!(await advanceCheck(tx, check, progress))) throw new CheckTakenOver();
      await work(tx);
    });
  }
}

/** Wrong rows may break what the table of rows demands, and the batch is refused anyway. */
const onlyRight = <M>(moves: M[], faults: Fault[]): M[] => (faults.length > 0 ? [] : moves);

function startOfLastPerson(drafts: MoveDraft[]): number {
  const last = drafts.at(-1)?.staffCode;
  return drafts.findLastIndex(({ staffCode }) => staffCode !== last) + 1;
}
