import { inSnapshot } from './database.js';
import { loadMessaging, type MessagingRows } from './load-messaging.js';
import type { AcknowledgedBatch } from './replay-registry.js';
import type { Succession, Unit } from './replay-units.js';

export interface PersonRow {
  personId: string;
  staffCode: string;
  revision: number;
  status: string;
  unitId: string | null;
  post: string | null;
  duties: string[];
}

export interface BatchRow extends AcknowledgedBatch {
  status: string;
  applied: number;
}

export interface StaffRows extends MessagingRows {
  units: Unit[];
  successions: Succession[];
  people: PersonRow[];
  batches: BatchRow[];
}

const UNITS = `
  SELECT id AS "unitId", code, level, parent_id AS "parentId", lower(valid)::text AS "from", upper(valid)::text AS "to"
  FROM unit`;

const SUCCESSIONS = `
  SELECT predecessor_id AS "predecessorId", successor_id AS "successorId", effective_on::text AS "on"
  FROM unit_succession`;

// A person in two posts at once comes twice.
const PEOPLE = `
  SELECT p.id AS "personId", staff_code AS "staffCode", revision, status, h.unit_id AS "unitId", post,
    ARRAY(SELECT duty FROM concurrent_duty d WHERE d.person_id = p.id AND upper_inf(d.valid) ORDER BY duty) AS duties
  FROM person p LEFT JOIN post_holding h ON h.person_id = p.id AND upper_inf(h.valid)`;

const BATCHES = `
  SELECT file_sha256 AS sha256, cause, row_count AS rows, status, applied_rows AS applied
  FROM reassignment_batch WHERE released_at IS NOT NULL`;

export function loadStaff(url: string): Promise<StaffRows> {
  return inSnapshot(url, async select => ({
    units: await select<Unit>(UNITS),
    successions: await select<Succession>(SUCCESSIONS),
    people: await select<PersonRow>(PEOPLE),
    batches: await select<BatchRow>(BATCHES),
    ...(await loadMessaging(url)),
  }));
}
