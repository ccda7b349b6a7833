// What is decided is what was shown: one changed duty and nobody can approve the request any more.
import { EnrollmentProposalSourceChanged, make } from '#contracts';
import { outgoing, type Tx } from '#messaging';
import { endBulkWaiver } from './bulk-waivers.js';

const DIFFERS = `(d.status <> 'open' OR d.revision <> b.revision)`;

const LOCK = `
  SELECT id, attempt, until < $1::date AS over FROM bulk_waiver
  WHERE status = 'asked' AND (until < $1::date OR id IN (
    SELECT bulk_waiver_id FROM bulk_waiver_duty b JOIN training_duty d ON d.id = duty_id
    WHERE outcome IS NULL AND ${DIFFERS}))
  ORDER BY id FOR UPDATE`;

const MARK = `
  UPDATE bulk_waiver_duty b SET outcome = CASE d.status WHEN 'open' THEN 'changed' ELSE 'not-open' END
  FROM training_duty d
  WHERE d.id = b.duty_id AND b.bulk_waiver_id = $1 AND b.outcome IS NULL AND ${DIFFERS} RETURNING b.duty_id`;

/** Marks the duties of a locked request that are not as they were when it was asked about; true when there is one. */
export async function markChangedDuties(tx: Tx, id: string): Promise<boolean> {
  return (await tx.query(MARK, [id])).length > 0;
}

/** Takes back from the approval chain every request with a duty that changed, or whose last day is over. */
export async function outdateBulkWaivers(tx: Tx, today: string): Promise<void> {
  for (const { id, attempt, over } of await tx.query<{ id: string; attempt: number; over: boolean }>(LOCK, [today])) {
    // Looked at again under the lock: asked for anew meanwhile, it is about the duties as they are.
    if (!(await markChangedDuties(tx, id)) && !over) continue;
    await endBulkWaiver(tx, id, { status: 'outdated', rest: over ? 'over' : 'not-approved', on: today });
    const sourceVersion = attempt + 1;
    const changed = make(EnrollmentProposalSourceChanged, { kind: 'bulk-waiver', sourceId: id, sourceVersion });
    tx.publish(outgoing(changed, { key: id, revision: sourceVersion }));
  }
}
