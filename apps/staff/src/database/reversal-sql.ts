// What each person held on the day before the batch, what the batch made of it, and what the person holds now.
const PEOPLE = `
  WITH moved AS (
    SELECT person_id, min(row_no) AS row_no, min(effective_date) AS first_day, max(effective_date) AS last_day
    FROM reassignment_row WHERE batch_id = $1 GROUP BY person_id)
  SELECT m.person_id, m.row_no, m.last_day, p.staff_code, p.full_name,
    b.unit_id, b.post, u.code AS unit_code, u.valid AS unit_valid, n.person_id IS NOT NULL AS serves,
    ARRAY(SELECT d.duty FROM concurrent_duty d
          WHERE d.person_id = m.person_id AND d.valid @> (m.first_day - 1) ORDER BY d.duty) AS duties,
    CASE WHEN n.person_id IS NOT NULL THEN lower(n.valid) ELSE
      (SELECT max(upper(h.valid)) FROM post_holding h WHERE h.person_id = m.person_id) END AS last_change
  FROM moved m JOIN person p ON p.id = m.person_id
  LEFT JOIN post_holding b ON b.person_id = m.person_id AND b.valid @> (m.first_day - 1)
  LEFT JOIN unit u ON u.id = b.unit_id
  LEFT JOIN post_holding n ON n.person_id = m.person_id AND upper_inf(n.valid)`;

/** Why rows cannot be undone on a day, one line for each person concerned. */
export const IRREVERSIBLE = `
  SELECT row_no AS "row", staff_code AS "staffCode", last_change AS "lastChange", unit_code AS "unitCode",
    CASE WHEN last_change <> last_day THEN 'STAFF.MOVED_SINCE'
      WHEN $2::date < last_day THEN 'STAFF.VALIDITY_OVERLAP' ELSE 'STAFF.UNIT_UNKNOWN' END AS code
  FROM (${PEOPLE}) AS p
  WHERE last_change <> last_day OR $2::date < last_day OR (unit_id IS NOT NULL AND NOT unit_valid @> $2::date)
  ORDER BY row_no LIMIT 1001`;

/** Puts everybody back to where they were before the batch; who came and went within it needs nothing. */
export const REVERSE_ROWS = `
  INSERT INTO reassignment_row (batch_id, row_no, position, person_id, staff_code, full_name, action, unit_id, unit_code,
    post, duties, effective_date)
  SELECT $3, row_no, row_number() OVER (ORDER BY row_no) - 1, person_id, staff_code, full_name,
    CASE WHEN unit_id IS NULL THEN 'leave' WHEN serves THEN 'reassign' ELSE 'appoint' END, unit_id, unit_code, post,
    CASE WHEN unit_id IS NULL THEN '{}' ELSE duties END, $2::date
  FROM (${PEOPLE}) AS p WHERE unit_id IS NOT NULL OR serves
  RETURNING row_no`;
