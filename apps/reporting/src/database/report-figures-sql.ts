/**
 * The figures of a report window. Parameters: $1 first day, $2 last day. Duties and people are as they were on the last
 * day, whatever happened since; fulfilments, waivers and certificates are those within the window. A move changes where a
 * duty is owed, never whether, and its day may be before that on which a void certificate made it owed again. Seats carry
 * no dates: who of them is seated is known for the moment at which the report is frozen.
 */
export const REPORT_FIGURES = `
  WITH duty AS (
    SELECT DISTINCT ON (duty_id) duty_id, person_id, change, changed_on FROM duty_change
    WHERE change IN ('opened', 'fulfilled', 'waived') AND changed_on <= $2::date ORDER BY duty_id, revision DESC),
  seated AS (SELECT DISTINCT person_id FROM seat_fact WHERE status = 'granted'),
  owing AS (
    SELECT d.person_id, s.person_id IS NOT NULL AS has_seat, count(*) AS duties
    FROM duty d LEFT JOIN seated s ON s.person_id = d.person_id
    WHERE d.change = 'opened' GROUP BY d.person_id, s.person_id),
  serving AS (
    SELECT DISTINCT ON (person_id) kind FROM move_fact
    WHERE effective_date <= $2::date ORDER BY person_id, revision DESC)
  SELECT
    (SELECT count(*) FROM serving WHERE kind <> 'left')::int AS people,
    (SELECT coalesce(sum(duties), 0) FROM owing)::int AS "dutiesOpen",
    (SELECT count(*) FROM duty WHERE change = 'fulfilled' AND changed_on >= $1::date)::int AS "dutiesFulfilled",
    (SELECT count(*) FROM duty WHERE change = 'waived' AND changed_on >= $1::date)::int AS "dutiesWaived",
    (SELECT count(*) FROM owing WHERE has_seat)::int AS seated,
    (SELECT count(*) FROM owing WHERE NOT has_seat)::int AS waiting,
    (SELECT count(*) FROM certificate_fact WHERE issued_on BETWEEN $1::date AND $2::date
      AND (revoked_on IS NULL OR revoked_on > $2::date))::int AS certificates`;
