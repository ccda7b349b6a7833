import type { Reader } from './reader.js';

/** Ends units on a date; one that has ended keeps its date. */
export async function closeUnits(db: Reader, ended: { unitId: string; effectiveDate: string }[]): Promise<void> {
  await db.query(
    `UPDATE known_unit SET valid_to = ended.date
     FROM unnest($1::uuid[], $2::date[]) AS ended (id, date)
     WHERE known_unit.id = ended.id AND known_unit.valid_to IS NULL`,
    [ended.map(({ unitId }) => unitId), ended.map(({ effectiveDate }) => effectiveDate)],
  );
}
