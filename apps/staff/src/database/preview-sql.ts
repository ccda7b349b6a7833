// Where everybody of a batch would be after it, and where they are now; a row that comes late changes neither.
const AFTER = `
  SELECT DISTINCT ON (person_id) person_id, unit_id, duties
  FROM reassignment_row WHERE batch_id = $1 AND until IS NULL ORDER BY person_id, position DESC`;

/** Who would be moved, counted once for each kind of change as the reports do. */
export const PEOPLE_OF_BATCH = `
  SELECT count(*)::int AS rows, count(DISTINCT person_id)::int AS people,
    count(DISTINCT person_id) FILTER (WHERE action = 'appoint')::int AS appointed,
    count(DISTINCT person_id) FILTER (WHERE action = 'reassign')::int AS reassigned,
    count(DISTINCT person_id) FILTER (WHERE action = 'leave')::int AS "left",
    count(DISTINCT unit_id)::int AS "unitsJoined"
  FROM reassignment_row WHERE batch_id = $1`;

/** Desks of the units of the batch that would have fewer people than the programme in force then asks for. */
export const DESKS_UNDER_NORM = `
  WITH after AS (${AFTER}),
  last AS (SELECT max(effective_date) AS day FROM reassignment_row WHERE batch_id = $1 AND until IS NULL),
  leaving AS (
    SELECT d.unit_id, d.duty, count(*) AS people FROM concurrent_duty d JOIN after USING (person_id)
    WHERE upper_inf(d.valid) GROUP BY d.unit_id, d.duty),
  coming AS (
    SELECT unit_id, duty, count(*) AS people FROM after CROSS JOIN LATERAL unnest(duties) AS duty
    WHERE unit_id IS NOT NULL GROUP BY unit_id, duty),
  touched AS (SELECT unit_id FROM leaving UNION SELECT unit_id FROM after WHERE unit_id IS NOT NULL),
  norm AS (
    SELECT n."unitLevel" AS level, n.duty, n.minimum FROM known_programme p CROSS JOIN last,
      jsonb_to_recordset(p.staffing) AS n ("unitLevel" text, duty text, minimum int)
    WHERE p.valid @> last.day),
  desk AS (
    SELECT u.id, u.code, u.name, norm.duty, norm.minimum, coalesce(held.people, 0)::int AS before,
      (coalesce(held.people, 0) - coalesce(leaving.people, 0) + coalesce(coming.people, 0))::int AS "after"
    FROM touched JOIN unit u ON u.id = touched.unit_id CROSS JOIN last JOIN norm ON norm.level = u.level
    LEFT JOIN LATERAL (
      SELECT count(*) AS people FROM concurrent_duty d
      WHERE d.unit_id = u.id AND d.duty = norm.duty AND upper_inf(d.valid)) AS held ON true
    LEFT JOIN leaving ON leaving.unit_id = u.id AND leaving.duty = norm.duty
    LEFT JOIN coming ON coming.unit_id = u.id AND coming.duty = norm.duty
    WHERE u.valid @> last.day)
  SELECT id AS "unitId", code, name, duty, minimum, before, "after" FROM desk
  WHERE "after" < minimum ORDER BY code, duty`;

const heldOn = (day: string) => `(
      SELECT jsonb_build_object('unitId', h.unit_id, 'unitLevel', l.level, 'post', h.post, 'duties', ARRAY(
        SELECT d.duty FROM concurrent_duty d WHERE d.person_id = h.person_id AND d.valid @> (${day})::date ORDER BY d.duty))
      FROM post_holding h JOIN unit l ON l.id = h.unit_id WHERE h.person_id = r.person_id AND h.valid @> (${day})::date)`;

// Nobody has the first id of all.
const AFTER_PERSON = `coalesce($2, '00000000-0000-0000-0000-000000000000')::uuid`;

/**
 * The moves of the next persons of a batch, each person's together and in their order. A range of persons, because a list of
 * them would be joined to all rows of the batch, for each part again.
 */
export const MOVES_OF_NEXT_PEOPLE = `
  SELECT r.person_id AS "personId", r.effective_date AS "effectiveDate", r.until, step.state,
    CASE WHEN r.until IS NOT NULL THEN ${heldOn('r.effective_date - 1')} END AS before,
    CASE WHEN r.until IS NOT NULL THEN ${heldOn(`'infinity'`)} END AS present,
    CASE WHEN r.until IS NOT NULL THEN (
      SELECT max(coalesce(upper(h.valid), lower(h.valid))) FROM post_holding h WHERE h.person_id = r.person_id) END AS since
  FROM reassignment_row r LEFT JOIN unit u ON u.id = r.unit_id
  CROSS JOIN LATERAL (SELECT CASE WHEN r.unit_id IS NOT NULL THEN jsonb_build_object(
    'unitId', r.unit_id, 'unitLevel', u.level, 'post', r.post, 'duties', r.duties) END AS state) AS step
  WHERE r.batch_id = $1 AND r.person_id > ${AFTER_PERSON} AND r.person_id <= (
    SELECT person_id FROM (
      SELECT DISTINCT person_id FROM reassignment_row
      WHERE batch_id = $1 AND person_id > ${AFTER_PERSON} ORDER BY person_id LIMIT $3) AS next
    ORDER BY person_id DESC LIMIT 1)
  ORDER BY r.person_id, r.effective_date`;
