import type { Tx } from '#messaging';

// A class that everybody of a type travels to reaches whoever waits for that type, in whatever unit. Who waits is read off
// the demand list, which names no person: an officer of one unit who gives back a seat must not miss the others' units.
// A unit with news that its demand does not show yet is marked already.
const MARK = `
  INSERT INTO allocation_due (unit_id)
  SELECT unnest($1::uuid[])
  UNION SELECT unit_id FROM class_reach WHERE class_id = ANY ($2::uuid[])
  UNION SELECT unit_id FROM unit_demand, jsonb_array_elements(groups) AS demand
    WHERE demand ->> 'classType' = 'provincial'
      AND EXISTS (SELECT FROM training_class WHERE id = ANY ($2::uuid[]) AND class_type = 'provincial')`;

/** Tells the allocator to look again at units, and at all units whose people may take a seat of the classes. */
export async function markUnits(tx: Tx, unitIds: string[], classIds: string[] = []): Promise<void> {
  if (unitIds.length > 0 || classIds.length > 0) await tx.query(MARK, [unitIds, classIds]);
}
