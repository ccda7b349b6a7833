import type { Tx } from '#messaging';
import { ProgrammeBook, type AdoptedProgramme, type OpenPeriod } from '../rules/programme-book.js';

const PROGRAMMES = `
  SELECT programme_id AS id, code, version, rules, lower(valid) AS "from", upper(valid) - 1 AS "to" FROM programme_rules`;
const PERIODS = `SELECT programme_id AS "programmeId", year, opened_on AS "openedOn" FROM open_period`;

/** Everything adopted and opened so far. Hold the book (below) first, or it may change before the commit. */
export async function loadBook(tx: Tx): Promise<ProgrammeBook> {
  return new ProgrammeBook(await tx.query<AdoptedProgramme>(PROGRAMMES), await tx.query<OpenPeriod>(PERIODS));
}

/** Keeps programmes and periods as they are until the commit: nobody slips between a person's event and a new rule. */
export async function holdBook(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(hashtext('programme-book'))`);
}

/** Waits for everybody who holds the book, and keeps them out until the commit. */
export async function rewriteBook(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('programme-book'))`);
}
