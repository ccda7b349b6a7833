// A unit stands for itself, the units below it and the units that were merged into it: what people fulfilled in a
// commune of before July 2025 counts for the commune that took its place.
const EDGES = `
  edge (above, below) AS (
    SELECT parent_id, unit_id FROM unit_fact WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT successor_id, unit_id FROM unit_fact WHERE successor_id IS NOT NULL)`;

/** Every unit in the scope of the units that `roots` selects as (root, unit_id). */
export const scopeOf = (roots: string): string => `${EDGES},
  scope (root, unit_id) AS (
    ${roots}
    UNION
    SELECT scope.root, edge.below FROM scope JOIN edge ON edge.above = scope.unit_id)`;

/** The duties that the filter names, once for each root in whose scope they are. */
const DUTIES = (scoped: boolean): string => `
  duty AS (
    SELECT ${scoped ? 's.root' : 'NULL::uuid AS root'}, d.person_id, d.status, d.kind, d.period, p.code
    FROM duty_fact d
    ${scoped ? 'JOIN scope s ON s.unit_id = d.unit_id' : ''}
    LEFT JOIN programme_fact p ON p.programme_id = d.programme_id
    WHERE ($1::text IS NULL OR p.code = $1) AND ($2::int IS NULL OR d.period = $2)
      AND ($3::text IS NULL OR d.kind = $3))`;

/**
 * The figures as common table expressions, one row per root in `figures`. Parameters: $1 programme code, $2 period,
 * $3 kind, null for all. Unscoped, there is one root: null. A person is secured who owes nothing or has a seat.
 */
export const figures = (scoped: boolean): string => `${DUTIES(scoped)},
  seated AS (SELECT DISTINCT person_id FROM seat_fact WHERE status = 'granted'),
  obliged AS (
    SELECT d.root, d.person_id, s.person_id IS NOT NULL AS has_seat,
      count(*) FILTER (WHERE status = 'open') AS open,
      count(*) FILTER (WHERE status = 'fulfilled') AS fulfilled,
      count(*) FILTER (WHERE status = 'waived') AS waived
    FROM duty d LEFT JOIN seated s ON s.person_id = d.person_id
    GROUP BY d.root, d.person_id, s.person_id),
  owed AS (
    SELECT root, sum(open)::int AS duties_open, sum(fulfilled)::int AS duties_fulfilled,
      sum(waived)::int AS duties_waived,
      count(*) FILTER (WHERE open > 0 AND has_seat)::int AS seated,
      count(*) FILTER (WHERE open > 0 AND NOT has_seat)::int AS waiting,
      count(*) FILTER (WHERE open + fulfilled > 0)::int AS obliged,
      count(*) FILTER (WHERE open + fulfilled > 0 AND (open = 0 OR has_seat))::int AS secured
    FROM obliged GROUP BY root),
  serving AS (
    SELECT ${scoped ? 's.root' : 'NULL::uuid AS root'}, count(*)::int AS people
    FROM person_fact f ${scoped ? 'JOIN scope s ON s.unit_id = f.unit_id' : ''}
    WHERE f.unit_id IS NOT NULL GROUP BY 1),
  certified AS (
    SELECT ${scoped ? 's.root' : 'NULL::uuid AS root'}, count(*)::int AS certificates
    FROM certificate_fact c
    ${scoped ? 'JOIN scope s ON s.unit_id = c.unit_id' : ''}
    LEFT JOIN programme_fact p ON p.programme_id = c.programme_id
    WHERE c.issued_on IS NOT NULL AND c.superseded_by IS NULL AND c.revoked_on IS NULL AND ($1::text IS NULL OR p.code = $1)
      AND ($2::int IS NULL OR extract(year FROM c.issued_on) = $2)
    GROUP BY 1)`;

/** One row of figures. */
export interface Figures {
  people: number;
  dutiesOpen: number;
  dutiesFulfilled: number;
  dutiesWaived: number;
  seated: number;
  waiting: number;
  certificates: number;
  /** Fulfilled of the duties that are open or fulfilled; null when there is none. */
  coverageTrained: number | null;
  /** People without an open duty or with a seat, of the people with an open or fulfilled duty; null when there is none. */
  coverageSecured: number | null;
}

/** The columns of one row of figures, from `owed o`, `serving s` and `certified c`. */
export const FIGURE_COLUMNS = `
  coalesce(s.people, 0) AS people,
  coalesce(o.duties_open, 0) AS "dutiesOpen",
  coalesce(o.duties_fulfilled, 0) AS "dutiesFulfilled",
  coalesce(o.duties_waived, 0) AS "dutiesWaived",
  coalesce(o.seated, 0) AS seated,
  coalesce(o.waiting, 0) AS waiting,
  coalesce(c.certificates, 0) AS certificates,
  o.duties_fulfilled::float8 / nullif(o.duties_open + o.duties_fulfilled, 0) AS "coverageTrained",
  o.secured::float8 / nullif(o.obliged, 0) AS "coverageSecured"`;

/** When a fact last changed. */
export const LAST_CHANGED = `
  SELECT max(updated_at) FROM (
    SELECT max(updated_at) AS updated_at FROM duty_fact
    UNION ALL SELECT max(updated_at) FROM seat_fact
    UNION ALL SELECT max(updated_at) FROM person_fact
    UNION ALL SELECT max(updated_at) FROM certificate_fact
    UNION ALL SELECT max(updated_at) FROM class_fact
    UNION ALL SELECT max(updated_at) FROM class_change_fact
    UNION ALL SELECT max(updated_at) FROM plan_fact
    UNION ALL SELECT max(updated_at) FROM waiting_fact
    UNION ALL SELECT max(updated_at) FROM unit_fact
    UNION ALL SELECT max(updated_at) FROM programme_fact) AS changed`;
