import type { Tx } from '#messaging';
import { NATIONAL_ID_DIGITS } from '../rules/national-id.js';
import type { NationalIdSeal } from '../national-id-seal.js';

export interface NationalIdOfPerson {
  personId: string;
  nationalId: string;
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

/** The people among these whose number belongs to somebody else already. */
export async function findTaken(tx: Tx, seal: NationalIdSeal, wanted: NationalIdOfPerson[]): Promise<Set<string>> {
  const hashes = wanted.flatMap(({ personId, nationalId }) =>
    seal.lookups(nationalId).map(lookup => ({ personId, lookup })),
  );
  const rows = await tx.query<{ personId: string }>(TAKEN, [
    hashes.map(({ personId }) => personId),
    hashes.map(({ lookup }) => lookup),
  ]);
  return new Set(rows.map(({ personId }) => personId));
}

export async function keepNationalIds(tx: Tx, seal: NationalIdSeal, numbers: NationalIdOfPerson[]): Promise<void> {
  const closed = numbers.map(({ personId, nationalId }) => seal.close(personId, nationalId));
  await tx.query(KEEP, [
    numbers.map(({ personId }) => personId),
    closed.map(({ sealed }) => sealed),
    closed.map(({ lookup }) => lookup),
    numbers.map(({ nationalId }) => nationalId.slice(-3)),
  ]);
}
