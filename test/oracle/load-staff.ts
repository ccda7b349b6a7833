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

export interface CareerRow {
  personId: string;
  unitId: string;
  post: string;
  /** Held beside the post on its first day. */
  duties: string[];
  from: string;
  to: string | null;
}

export interface StaffRows extends MessagingRows {
  units: Unit[];
  successions: Succession[];
  people: PersonRow[];
  /** Of the people about whom something came late or was put right. */
  careers: CareerRow[];
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

const CAREERS = `
  SELECT h.person_id AS "personId", h.unit_id AS "unitId", post, lower(h.valid)::text AS "from", upper(h.valid)::text AS "to",
    ARRAY(SELECT duty FROM concurrent_duty d WHERE d.person_id = h.person_id AND d.valid @> lower(h.valid)) AS duties
  FROM post_holding h WHERE h.person_id IN (
    SELECT r.person_id FROM reassignment_row r JOIN reassignment_batch b ON b.id = batch_id
    WHERE r.until IS NOT NULL AND b.released_at IS NOT NULL
    UNION SELECT person_id FROM reassignment_by_hand WHERE until IS NOT NULL
    UNION SELECT person_id FROM correction)`;

const BATCHES = `
  SELECT file_sha256 AS sha256, cause, row_count AS rows, status, applied_rows AS applied
  FROM reassignment_batch WHERE released_at IS NOT NULL`;

export function loadStaff(url: string): Promise<StaffRows> {
  return inSnapshot(url, async select => ({
    units: await select<Unit>(UNITS),
    successions: await select<Succession>(SUCCESSIONS),
    people: await select<PersonRow>(PEOPLE),
    careers: await select<CareerRow>(CAREERS),
    batches: await select<BatchRow>(BATCHES),
    ...(await loadMessaging(url)),
  }));
}
