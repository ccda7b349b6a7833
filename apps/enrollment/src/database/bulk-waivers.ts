import type { UnitPart } from '#contracts';
import type { Tx } from '#messaging';
import type { AskedDuty, WaiverGround } from '../rules/bulk-waiver.js';

export interface BulkWaiver {
  id: string;
  ground: WaiverGround;
  reason: string;
  until: string;
  unitIds: string[];
  askedBy: string;
  editedBy: string[];
  askedOn: string;
  /** How often it was asked for. */
  attempt: number;
  contentHash: string;
  /** outdated: a duty was no longer as it had been when it was asked about, or the last day was over. */
  status: 'asked' | 'approved' | 'returned' | 'rejected' | 'withdrawn' | 'outdated';
  decidedOn: string | null;
  /** The ETag. */
  version: number;
}

export interface LockedBulkWaiver extends BulkWaiver {
  /** The caller sees the people of all its units. */
  whole: boolean;
}

export const BULK_WAIVER_FIELDS = `
  id, ground, reason, until, unit_ids AS "unitIds", asked_by AS "askedBy", edited_by AS "editedBy", asked_on AS "askedOn",
  attempt, content_hash AS "contentHash", status, decided_on AS "decidedOn", version`;

const LOCK = `
  SELECT ${BULK_WAIVER_FIELDS},
    (SELECT sees_everything()) OR unit_ids <@ (SELECT units_in_scope())::uuid[] AS whole
  FROM bulk_waiver WHERE id = $1 FOR UPDATE`;

export async function lockBulkWaiver(tx: Tx, id: string): Promise<LockedBulkWaiver | undefined> {
  return (await tx.query<LockedBulkWaiver>(LOCK, [id]))[0];
}

const REST = 'UPDATE bulk_waiver_duty SET outcome = $2 WHERE bulk_waiver_id = $1 AND outcome IS NULL';
const END = 'UPDATE bulk_waiver SET status = $2, decided_on = $3, version = version + 1 WHERE id = $1';

export interface EndOfBulkWaiver {
  status: Exclude<BulkWaiver['status'], 'asked'>;
  /** What became of the duties about which nothing was said yet. */
  rest: 'waived' | 'over' | 'not-approved';
  on: string;
}

/** Ends a locked request; its duties may be asked about anew. */
export async function endBulkWaiver(tx: Tx, id: string, { status, rest, on }: EndOfBulkWaiver): Promise<void> {
  await tx.query(REST, [id, rest]);
  await tx.query(END, [id, status, on]);
}

// By the unit where the person serves now: whoever may see the person may ask.
const OPEN_DUTIES = `
  SELECT d.id AS "dutyId", d.person_id AS "personId", s.unit_id AS "unitId", d.revision, d.kind,
    d.deadline < $1::date AS overdue,
    EXISTS (SELECT FROM seat WHERE seat.person_id = d.person_id AND seat.status = 'granted') AS seated,
    (SELECT count(*) FROM training_duty o WHERE o.person_id = d.person_id AND o.status = 'open')::int AS "openDuties"
  FROM training_duty d JOIN person_state s USING (person_id)
  WHERE d.status = 'open' AND s.unit_id IS NOT NULL`;

export function openDutiesById(tx: Tx, ids: string[], today: string): Promise<AskedDuty[]> {
  return tx.query(`${OPEN_DUTIES} AND d.id = ANY ($2::uuid[]) ORDER BY d.id`, [today, ids]);
}

export function openDutiesOfUnits(tx: Tx, unitIds: string[], today: string, limit: number): Promise<AskedDuty[]> {
  return tx.query(`${OPEN_DUTIES} AND s.unit_id = ANY ($2::uuid[]) ORDER BY d.id LIMIT $3`, [today, unitIds, limit]);
}

const ABOVE = `
  WITH RECURSIVE up AS (
    SELECT id AS leaf, id, parent_id FROM known_unit WHERE id = ANY ($1::uuid[])
    UNION SELECT up.leaf, u.id, u.parent_id FROM up JOIN known_unit u ON u.id = up.parent_id
  )
  SELECT wanted AS "unitId", array_agg(up.id ORDER BY up.id) FILTER (WHERE up.id <> wanted) AS "aboveIds"
  FROM unnest($1::uuid[]) AS wanted LEFT JOIN up ON leaf = wanted GROUP BY wanted ORDER BY wanted`;

/** Each of these units with all above it: whose officers the chain lets speak for it. */
export async function unitParts(tx: Tx, unitIds: string[]): Promise<UnitPart[]> {
  const parts = await tx.query<{ unitId: string; aboveIds: string[] | null }>(ABOVE, [unitIds]);
  return parts.map(({ unitId, aboveIds }) => ({ unitId, aboveIds: aboveIds ?? [] }));
}
