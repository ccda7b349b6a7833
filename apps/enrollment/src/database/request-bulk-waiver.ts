import { contentHashOf, EnrollmentProposalRequested, make, MOST_PARTS } from '#contracts';
import { ConflictError, DomainError } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import { bulkWaiverContent, unitsAboveAll, type WantedWaiver } from '../rules/bulk-waiver.js';
import { unitParts, type BulkWaiver } from './bulk-waivers.js';
import { markUnits } from './mark-units.js';

const ASK = `
  INSERT INTO bulk_waiver AS kept (id, ground, reason, until, unit_ids, asked_by, edited_by, asked_on, content_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (id) DO UPDATE SET ground = excluded.ground, reason = excluded.reason, until = excluded.until,
    unit_ids = excluded.unit_ids, asked_by = excluded.asked_by, edited_by = excluded.edited_by,
    asked_on = excluded.asked_on, content_hash = excluded.content_hash, attempt = kept.attempt + 1, status = 'asked',
    decided_on = NULL, version = kept.version + 1
  RETURNING attempt, version`;

// What another undecided request has is not taken: then fewer rows come back than were asked for.
const DUTIES = `
  INSERT INTO bulk_waiver_duty (bulk_waiver_id, duty_id, person_id, revision)
  SELECT $1, duty_id, person_id, revision FROM unnest($2::uuid[], $3::uuid[], $4::int[]) AS d (duty_id, person_id, revision)
  ORDER BY duty_id
  ON CONFLICT DO NOTHING RETURNING duty_id AS "dutyId"`;

const RENEW = 'DELETE FROM bulk_waiver_duty WHERE bulk_waiver_id = $1 AND duty_id = ANY ($2::uuid[])';
const LEAVE = `
  UPDATE bulk_waiver_duty SET outcome = 'not-open' WHERE bulk_waiver_id = $1 AND duty_id <> ALL ($2::uuid[])`;

export interface Asking extends WantedWaiver {
  by: string;
  editedBy: string[];
  on: string;
}

/** Asks the approval chain to set duties aside, as they are now. */
export async function requestBulkWaiver(
  tx: Tx,
  asking: Asking,
): Promise<Pick<BulkWaiver, 'id' | 'attempt' | 'version' | 'contentHash'> & { duties: number }> {
  const { id, ground, reason, until, duties, by, editedBy, on } = asking;
  const units = [...new Set(duties.map(({ unitId }) => unitId))].sort();
  if (units.length > MOST_PARTS) throw new DomainError('ENROLLMENT.TOO_MANY_UNITS', { limit: MOST_PARTS });
  const content = bulkWaiverContent(asking, on);
  const contentHash = contentHashOf(content);
  const [asked] = await tx.query<{ attempt: number; version: number }>(ASK, [
    id,
    ground,
    reason,
    until,
    units,
    by,
    editedBy,
    on,
    contentHash,
  ]);
  if (!asked) throw new Error(`Bulk waiver ${id} was stored and is not there`);
  await keepDuties(tx, asking);
  // The allocator's next round finds what changed while this was being asked.
  await markUnits(tx, units);
  const { attempt } = asked;
  const parts = await unitParts(tx, units);
  const about = {
    kind: 'bulk-waiver' as const,
    sourceId: id,
    sourceVersion: attempt,
    unitIds: unitsAboveAll(parts),
    parts,
    submittedBy: by,
    editedBy,
  };
  const event = make(EnrollmentProposalRequested, { ...about, contentHash, content });
  tx.publish(outgoing(event, { key: id, revision: attempt }));
  return { id, ...asked, contentHash, duties: duties.length };
}

async function keepDuties(tx: Tx, { id, duties }: Asking): Promise<void> {
  const ids = duties.map(({ dutyId }) => dutyId);
  await tx.query(RENEW, [id, ids]);
  await tx.query(LEAVE, [id, ids]);
  const kept = await tx.query<{ dutyId: string }>(DUTIES, [
    id,
    ids,
    duties.map(({ personId }) => personId),
    duties.map(({ revision }) => revision),
  ]);
  if (kept.length === duties.length) return;
  const mine = new Set(kept.map(({ dutyId }) => dutyId));
  const taken = duties.find(({ dutyId }) => !mine.has(dutyId));
  throw new ConflictError('ENROLLMENT.WAIVER_ASKED', { id: taken?.dutyId ?? '' });
}
