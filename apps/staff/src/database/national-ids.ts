import type { Tx } from '#messaging';
import { NATIONAL_ID_DIGITS } from '../rules/national-id.js';

/** A number of a person as it may be stored. */
export interface ClosedNumber {
  personId: string;
  sealed: Buffer;
  lookup: Buffer;
  lastThree: string;
}

/** What lists show of the number of the person `p`. */
export const MASKED_NATIONAL_ID = `
  (SELECT lpad(i.last_three, ${NATIONAL_ID_DIGITS}, '*') FROM person_national_id i WHERE i.person_id = p.id)`;

const TAKEN = 'SELECT taken AS "personId" FROM national_ids_taken($1::uuid[], $2::bytea[]) AS taken';

const KEEP = `
  INSERT INTO person_national_id (person_id, sealed, lookup, last_three)
  SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::text[])
  ON CONFLICT (person_id) DO UPDATE
    SET sealed = excluded.sealed, lookup = excluded.lookup, last_three = excluded.last_three`;

/**
 * Whoever writes numbers waits here for the others: while two keys are in use the hashes of one number differ, and the
 * unique key alone would let it in twice.
 */
export async function lockNationalIds(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('national-ids'))`);
}

/** The people among these whose number, by one of its hashes, belongs to somebody else already. */
export async function findTaken(tx: Tx, hashes: { personId: string; lookup: Buffer }[]): Promise<Set<string>> {
  const rows = await tx.query<{ personId: string }>(TAKEN, [
    hashes.map(({ personId }) => personId),
    hashes.map(({ lookup }) => lookup),
  ]);
  return new Set(rows.map(({ personId }) => personId));
}

export async function keepNationalIds(tx: Tx, numbers: ClosedNumber[]): Promise<void> {
  await tx.query(KEEP, [
    numbers.map(({ personId }) => personId),
    numbers.map(({ sealed }) => sealed),
    numbers.map(({ lookup }) => lookup),
    numbers.map(({ lastThree }) => lastThree),
  ]);
}
