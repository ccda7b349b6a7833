import type { AssignmentState } from '#contracts';
import type { Tx } from '#messaging';
import type { CorrectedHistory } from '../rules/check-history.js';

const PRESENT = `
  SELECT h.unit_id AS "unitId", u.level AS "unitLevel", h.post, lower(h.valid) AS since,
    ARRAY(SELECT d.duty FROM concurrent_duty d
          WHERE d.person_id = h.person_id AND upper_inf(d.valid) ORDER BY d.duty) AS duties
  FROM post_holding h JOIN unit u ON u.id = h.unit_id WHERE h.person_id = $1 AND upper_inf(h.valid)`;

/** Where a person serves now and since when; null without a post. */
export async function readPresent(tx: Tx, personId: string): Promise<(AssignmentState & { since: string }) | null> {
  const [present] = await tx.query<AssignmentState & { since: string }>(PRESENT, [personId]);
  return present ?? null;
}

const LAST = `
  SELECT h.unit_id AS "unitId", u.level AS "unitLevel", h.post, upper(h.valid) AS "until",
    ARRAY(SELECT d.duty FROM concurrent_duty d
          WHERE d.person_id = h.person_id AND upper(d.valid) = upper(h.valid) ORDER BY d.duty) AS duties
  FROM post_holding h JOIN unit u ON u.id = h.unit_id
  WHERE h.person_id = $1 AND NOT upper_inf(h.valid) ORDER BY upper(h.valid) DESC LIMIT 1`;

/** The post that a person held last, until a day; null when none has ended. */
export async function readLast(tx: Tx, personId: string): Promise<(AssignmentState & { until: string }) | null> {
  const [last] = await tx.query<AssignmentState & { until: string }>(LAST, [personId]);
  return last ?? null;
}

/** Replaces all holdings and duties of a person; what stays as it was is not touched, so its record goes on. */
export async function writeHistory(
  tx: Tx,
  personId: string,
  revision: number,
  { holdings, duties }: CorrectedHistory,
): Promise<void> {
  await replace(
    tx,
    'post_holding',
    'post',
    personId,
    holdings.map(({ post, ...period }) => ({ ...period, what: post })),
  );
  await replace(
    tx,
    'concurrent_duty',
    'duty',
    personId,
    duties.map(({ duty, ...period }) => ({ ...period, what: duty })),
  );
  await tx.query('UPDATE person SET revision = $2, status = $3 WHERE id = $1', [
    personId,
    revision,
    holdings.some(({ to }) => to === null) ? 'serving' : 'left',
  ]);
}

interface Entry {
  unitId: string;
  from: string;
  to: string | null;
  what: string;
}

async function replace(
  tx: Tx,
  table: 'post_holding' | 'concurrent_duty',
  column: 'post' | 'duty',
  personId: string,
  entries: readonly Entry[],
): Promise<void> {
  const params = [
    personId,
    entries.map(({ unitId }) => unitId),
    entries.map(({ what }) => what),
    entries.map(({ from }) => from),
    entries.map(({ to }) => to),
  ];
  const wanted = `unnest($2::uuid[], $3::text[], $4::date[], $5::date[]) AS n (unit_id, what, "from", "to")`;
  const same = (side: string) =>
    `${side}.person_id = $1 AND ${side}.unit_id = n.unit_id AND ${side}.${column} = n.what AND ${side}.valid = daterange(n."from", n."to")`;
  await tx.query(
    `DELETE FROM ${table} t WHERE person_id = $1 AND NOT EXISTS (SELECT FROM ${wanted} WHERE ${same('t')})`,
    params,
  );
  await tx.query(
    `INSERT INTO ${table} (person_id, unit_id, ${column}, valid)
     SELECT $1, n.unit_id, n.what, daterange(n."from", n."to") FROM ${wanted}
     WHERE NOT EXISTS (SELECT FROM ${table} t WHERE ${same('t')})`,
    params,
  );
}
