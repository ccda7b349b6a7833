import type { Tx } from '#messaging';
import type { Fault } from '../rules/fault.js';
import type { MoveDraft } from '../rules/move.js';

const OUTSIDE = `
  SELECT DISTINCT d.row
  FROM unnest($1::int[], $2::text[], $3::text[], $4::date[]) AS d (row, staff_code, unit_code, day)
  LEFT JOIN unit_name n ON n.code = d.unit_code AND n.valid @> d.day
  LEFT JOIN person p ON p.staff_code = d.staff_code
  LEFT JOIN post_holding h ON h.person_id = p.id AND (upper_inf(h.valid) OR h.valid @> d.day)
  WHERE n.unit_id <> ALL (units_below($5::uuid[], d.day)) OR h.unit_id <> ALL (units_below($5::uuid[], d.day))`;

/** The rows that move somebody from, or to, a unit that is not the uploader's. */
export async function findOutOfScope(tx: Tx, drafts: readonly MoveDraft[], units: string[]): Promise<Fault[]> {
  const found = await tx.query<{ row: number }>(OUTSIDE, [
    drafts.map(({ row }) => row),
    drafts.map(({ staffCode }) => staffCode ?? null),
    drafts.map(({ unitCode }) => unitCode ?? null),
    drafts.map(({ effectiveDate }) => effectiveDate ?? null),
    units,
  ]);
  return found.map(({ row }) => ({ row, field: 'unitCode', code: 'STAFF.OUT_OF_SCOPE' }));
}
