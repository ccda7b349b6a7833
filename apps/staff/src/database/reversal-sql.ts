// Undoing a row about the present puts the person back to the day before the batch, from the day of the reversal on.
// Undoing a row that came late puts back, for its own time, what had been known of it when the batch was released.
import { KNOWN_BEFORE } from './known.js';

// What each person held on the day before the batch, what the batch made of it, and what the person holds now.
const PEOPLE = `
  SELECT m.person_id, m.row_no, m.last_day, p.staff_code, p.full_name,
    b.unit_id, b.post, u.code AS unit_code, u.valid AS unit_valid, n.person_id IS NOT NULL AS serves,
    ARRAY(SELECT d.duty FROM concurrent_duty d
          WHERE d.person_id = m.person_id AND d.valid @> (m.first_day - 1) ORDER BY d.duty) AS duties,
    CASE WHEN n.person_id IS NOT NULL THEN lower(n.valid) ELSE
      (SELECT max(upper(h.valid)) FROM post_holding h WHERE h.person_id = m.person_id) END AS last_change
  FROM (
    SELECT person_id, min(row_no) AS row_no, min(effective_date) AS first_day, max(effective_date) AS last_day
    FROM reassignment_row WHERE batch_id = $1 AND until IS NULL GROUP BY person_id) AS m
  JOIN person p ON p.id = m.person_id
  LEFT JOIN post_holding b ON b.person_id = m.person_id AND b.valid @> (m.first_day - 1)
  LEFT JOIN unit u ON u.id = b.unit_id
  LEFT JOIN post_holding n ON n.person_id = m.person_id AND upper_inf(n.valid)`;

// A late row still stands when what it says begins on its day, ends with the next change, and is what was put there.
const LATE = `
  SELECT r.person_id, r.row_no, r.effective_date, r.until, p.staff_code, p.full_name, r.action,
    b.unit_id, b.post, u.code AS unit_code, b.duties,
    coalesce(n.unit_id = r.unit_id AND n.post = r.post AND n.valid = daterange(r.effective_date, l.until),
      r.unit_id IS NULL AND n.person_id IS NULL) AS stands, l.until AS next_change
  FROM reassignment_row r JOIN person p ON p.id = r.person_id
  CROSS JOIN LATERAL (
    SELECT min(day) AS until FROM (
      SELECT r.until AS day
      UNION ALL
      SELECT later.effective_date FROM reassignment_row later
      WHERE later.batch_id = r.batch_id AND later.person_id = r.person_id AND later.effective_date > r.effective_date) AS d
  ) AS l
  LEFT JOIN post_holding n ON n.person_id = r.person_id AND n.valid @> r.effective_date
  LEFT JOIN LATERAL (${KNOWN_BEFORE('r.person_id', 'r.effective_date', '(SELECT released_at FROM reassignment_batch WHERE id = $1)')}) AS b ON true
  LEFT JOIN unit u ON u.id = b.unit_id
  WHERE r.batch_id = $1 AND r.until IS NOT NULL`;

/** Why rows cannot be undone on a day, one line for each person concerned. */
export const IRREVERSIBLE = `
  SELECT row_no AS "row", staff_code AS "staffCode", last_change AS "lastChange", unit_code AS "unitCode",
    CASE WHEN last_change <> last_day THEN 'STAFF.MOVED_SINCE'
      WHEN $2::date < last_day THEN 'STAFF.VALIDITY_OVERLAP' ELSE 'STAFF.UNIT_UNKNOWN' END AS code
  FROM (${PEOPLE}) AS p
  WHERE last_change <> last_day OR $2::date < last_day OR (unit_id IS NOT NULL AND NOT unit_valid @> $2::date)
  UNION ALL
  SELECT row_no, staff_code, next_change, unit_code, 'STAFF.MOVED_SINCE' FROM (${LATE}) AS late WHERE NOT stands
  ORDER BY 1 LIMIT 1001`;

/** Puts everybody back to where they were before the batch; who came and went within it needs nothing. */
export const REVERSE_ROWS = `
  INSERT INTO reassignment_row (batch_id, row_no, position, person_id, staff_code, full_name, action, unit_id, unit_code,
    post, duties, effective_date, until)
  SELECT $3, row_no, row_number() OVER (ORDER BY person_id, day, row_no) - 1, person_id, staff_code, full_name,
    CASE WHEN unit_id IS NULL THEN 'leave' WHEN serves THEN 'reassign' ELSE 'appoint' END, unit_id, unit_code, post,
    CASE WHEN unit_id IS NULL THEN '{}' ELSE duties END, day, until
  FROM (
    SELECT row_no, person_id, staff_code, full_name, unit_id, unit_code, post, duties, serves, $2::date AS day,
      NULL::date AS until
    FROM (${PEOPLE}) AS p WHERE unit_id IS NOT NULL OR serves
    UNION ALL
    SELECT row_no, person_id, staff_code, full_name, unit_id, unit_code, post, duties, action <> 'leave', effective_date,
      next_change
    FROM (${LATE}) AS late) AS undone
  RETURNING row_no`;
