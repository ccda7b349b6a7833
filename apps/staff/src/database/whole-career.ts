import type { Tx } from '#messaging';
import type { Span } from '../rules/check-step.js';

/** A post of somebody; `seen` when it is in a unit that the caller sees. */
export type RecordedSpan = Span & { seen: boolean };

const SPANS = `
  SELECT lower(r.valid) AS "from", upper(r.valid) AS "to",
    EXISTS (SELECT FROM post_holding h WHERE h.person_id = $1 AND h.valid = r.valid) AS seen
  FROM recorded_days($1) r ORDER BY r.valid`;

/** When somebody held any post, also where the caller does not see which. */
export function readWholeCareer(tx: Tx, personId: string): Promise<RecordedSpan[]> {
  return tx.query<RecordedSpan>(SPANS, [personId]);
}
