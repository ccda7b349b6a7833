// What became known late: it says what was so from its date until the next change that was recorded already. The rest of
// the career, and where the person serves now, stay as they are; the triggers keep what had been known until today.
import type { AssignmentState } from '#contracts';
import type { Tx } from '#messaging';
import type { WrittenMove } from '../rules/assignment-event.js';
import type { Move } from '../rules/move.js';
import { readLevels } from './write-moves.js';

/** A move that came late: `until` is the day of the next change. */
export type BackdatedRow = Move & { until: string };

const RAISE = 'UPDATE person SET revision = revision + 1 WHERE id = ANY ($1::uuid[]) RETURNING id, revision';

const STATE = `h.person_id AS "personId", h.unit_id AS "unitId", u.level AS "unitLevel", h.post`;

const dutiesOn = (day: string) => `
  ARRAY(SELECT d.duty FROM concurrent_duty d WHERE d.person_id = h.person_id AND d.valid @> ${day} ORDER BY d.duty) AS duties`;

const BEFORE = `
  SELECT ${STATE}, ${dutiesOn('m.day')}
  FROM unnest($1::uuid[], $2::date[]) AS m (person_id, day)
  JOIN post_holding h ON h.person_id = m.person_id AND h.valid @> m.day JOIN unit u ON u.id = h.unit_id`;

// Where somebody serves now and since when, or served last and since when no more.
const PRESENT = `
  SELECT DISTINCT ON (h.person_id) ${STATE}, upper_inf(h.valid) AS serves, coalesce(upper(h.valid), lower(h.valid)) AS since,
    ${dutiesOn(`coalesce(upper(h.valid) - 1, 'infinity')`)}
  FROM post_holding h JOIN unit u ON u.id = h.unit_id
  WHERE h.person_id = ANY ($1::uuid[]) ORDER BY h.person_id, h.valid DESC`;

// Only what undoes a late row meets a holding that began on its day.
const FORGET_HOLDINGS = `
  DELETE FROM post_holding h USING unnest($1::uuid[], $2::date[]) AS m (person_id, day)
  WHERE h.person_id = m.person_id AND lower(h.valid) = m.day`;

const CUT_HOLDINGS = `
  UPDATE post_holding h SET valid = daterange(lower(h.valid), m.day)
  FROM unnest($1::uuid[], $2::date[]) AS m (person_id, day)
  WHERE h.person_id = m.person_id AND h.valid @> m.day`;

const PUT_HOLDINGS = `
  INSERT INTO post_holding (person_id, unit_id, post, valid)
  SELECT m.person_id, m.unit_id, m.post, daterange(m.day, m.until)
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::date[]) AS m (person_id, unit_id, post, day, until)
  WHERE m.unit_id IS NOT NULL`;

const LATE = `unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::date[]) AS m (person_id, unit_id, duties, day, until)`;

// A duty that goes on through the whole time in the same unit is not touched; of the others stays what lies outside.
const CUT_DUTIES = `
  WITH taken AS (
    DELETE FROM concurrent_duty d USING ${LATE}
    WHERE d.person_id = m.person_id AND d.valid && daterange(m.day, m.until)
      AND NOT (d.unit_id IS NOT DISTINCT FROM m.unit_id AND d.duty = ANY (string_to_array(m.duties, ';'))
        AND d.valid @> daterange(m.day, m.until))
    RETURNING d.person_id, d.unit_id, d.duty, d.valid, daterange(m.day, m.until) AS late)
  INSERT INTO concurrent_duty (person_id, unit_id, duty, valid)
  SELECT person_id, unit_id, duty, piece
  FROM taken CROSS JOIN LATERAL unnest(datemultirange(valid) - datemultirange(late)) AS piece`;

const PUT_DUTIES = `
  INSERT INTO concurrent_duty (person_id, unit_id, duty, valid)
  SELECT m.person_id, m.unit_id, w.duty, daterange(m.day, m.until)
  FROM ${LATE} CROSS JOIN LATERAL unnest(string_to_array(m.duties, ';')) AS w (duty)
  WHERE m.unit_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM concurrent_duty d
    WHERE d.person_id = m.person_id AND d.duty = w.duty AND d.valid && daterange(m.day, m.until))`;

/** Writes checked late moves of locked people, at most one for each person, as sets; one that undoes another begins on its day. */
export async function writeBackdated(
  tx: Tx,
  moves: readonly BackdatedRow[],
  onSameDay = false,
): Promise<WrittenMove[]> {
  if (moves.length === 0) return [];
  const people = moves.map(({ personId }) => personId);
  const units = moves.map(({ unitId }) => unitId);
  const days = moves.map(({ effectiveDate }) => effectiveDate);
  const untils = moves.map(({ until }) => until);
  const before = byPerson(await tx.query<Read>(BEFORE, [people, days]));
  const revised = await tx.query<{ id: string; revision: number }>(RAISE, [people]);
  if (onSameDay) await tx.query(FORGET_HOLDINGS, [people, days]);
  await tx.query(CUT_HOLDINGS, [people, days]);
  await tx.query(PUT_HOLDINGS, [people, units, moves.map(({ post }) => post), days, untils]);
  const late = [people, units, moves.map(({ duties }) => duties.join(';')), days, untils];
  await tx.query(CUT_DUTIES, late);
  await tx.query(PUT_DUTIES, late);
  const present = new Map((await tx.query<Read & Present>(PRESENT, [people])).map(one => [one.personId, one]));
  const levels = await readLevels(tx, units);
  const revisions = new Map(revised.map(({ id, revision }) => [id, revision]));
  return moves.map(move => {
    const [revision, now] = [revisions.get(move.personId), present.get(move.personId)];
    if (revision === undefined || !now) throw new Error(`Row ${move.row} is late for a person without a career`);
    const unitLevel = move.unitId === null ? null : (levels.get(move.unitId) ?? null);
    const { personId: _id, serves, since, ...state } = now;
    const backdated = { until: move.until, since, serves, state };
    return { move, revision, before: before.get(move.personId) ?? null, unitLevel, backdated };
  });
}

type Read = AssignmentState & { personId: string };
interface Present {
  serves: boolean;
  since: string;
}

const byPerson = (rows: Read[]): Map<string, AssignmentState> =>
  new Map(rows.map(({ personId, ...state }) => [personId, state]));
