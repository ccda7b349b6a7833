import { overlaps } from './overlaps.js';

// What each person is entitled to for a month: the programme's amount by the days on which the duty was held.
const entitled = (whose = 'true') => `
  SELECT m.month, d.person_id, d.unit_id, sum(upper(held.days) - lower(held.days))::int AS days,
    sum(floor((p.allowance->>'amountVnd')::numeric * (upper(held.days) - lower(held.days))
      / (upper(m.days) - lower(m.days))))::int AS amount_vnd
  FROM month m
  JOIN known_programme p ON p.valid && m.days
  JOIN concurrent_duty d ON d.valid && m.days AND d.duty = p.allowance->>'duty'
  CROSS JOIN LATERAL (SELECT d.valid * p.valid * m.days AS days) AS held
  WHERE NOT isempty(held.days) AND ${whose}
  GROUP BY m.month, d.person_id, d.unit_id`;

const DAYS = `daterange((month || '-01')::date, ((month || '-01')::date + interval '1 month')::date) AS days`;

/** One page of a month as it stands now; the people are chosen first, so that a page costs what a page is. */
export const ENTITLED_IN_MONTH = `
  WITH month AS (SELECT month, ${DAYS} FROM (VALUES ($1::text)) AS v (month)),
  page AS (
    SELECT DISTINCT d.person_id FROM concurrent_duty d, month m
    WHERE ${overlaps('d.valid', 'lower(m.days)', 'upper(m.days)')} AND ($2::uuid IS NULL OR d.person_id >= $2)
    ORDER BY d.person_id LIMIT $4),
  entitled AS (${entitled('d.person_id IN (SELECT person_id FROM page)')})
  SELECT p.id AS "personId", p.staff_code AS "staffCode", p.full_name AS "fullName", e.unit_id AS "unitId",
    u.code AS "unitCode", u.name AS "unitName", e.days, e.amount_vnd AS "amountVnd"
  FROM entitled e JOIN person p ON p.id = e.person_id JOIN unit u ON u.id = e.unit_id
  WHERE ($2::uuid IS NULL OR (e.person_id, e.unit_id) > ($2, $3::uuid))
  ORDER BY e.person_id, e.unit_id LIMIT $4`;

/** The lines of a list: its own month, and what turned out since about the months handed over before. */
export const CLOSE_MONTH = `
  WITH month AS (SELECT month, ${DAYS} FROM allowance_list WHERE month <= $1),
  entitled AS (${entitled()}),
  paid AS (
    SELECT for_month AS month, person_id, unit_id, sum(days)::int AS days, sum(amount_vnd)::int AS amount_vnd
    FROM allowance_line GROUP BY for_month, person_id, unit_id)
  INSERT INTO allowance_line (month, for_month, person_id, unit_id, days, amount_vnd)
  SELECT $1, month, person_id, unit_id, coalesce(e.days, 0) - coalesce(p.days, 0),
    coalesce(e.amount_vnd, 0) - coalesce(p.amount_vnd, 0)
  FROM entitled e FULL JOIN paid p USING (month, person_id, unit_id)
  WHERE coalesce(e.amount_vnd, 0) <> coalesce(p.amount_vnd, 0)`;

export const LINES_OF_LIST = `
  SELECT l.for_month AS "forMonth", p.staff_code AS "staffCode", p.full_name AS "fullName", u.code AS "unitCode",
    u.name AS "unitName", l.days, l.amount_vnd AS "amountVnd",
    (SELECT string_agg(a.kind, ';' ORDER BY a.valid) FROM absence a WHERE a.person_id = l.person_id AND a.valid &&
      daterange((l.for_month || '-01')::date, ((l.for_month || '-01')::date + interval '1 month')::date)) AS absences
  FROM allowance_line l JOIN person p ON p.id = l.person_id JOIN unit u ON u.id = l.unit_id
  WHERE l.month = $1 ORDER BY u.code, l.for_month DESC, p.staff_code`;
