const COLUMNS = {
  post_holding: 'person_id, unit_id, post, valid',
  concurrent_duty: 'person_id, unit_id, duty, valid',
  absence: 'id, person_id, kind, host_unit_id, valid, decision, version',
};

/**
 * A table of what is held or who is away, as it was known at the end of a day, for a FROM clause:
 * `asKnown('post_holding', '$2')`. Without a day it is the table itself, so that reading the present costs nothing more.
 */
export function asKnown(table: keyof typeof COLUMNS, day: string | undefined): string {
  if (day === undefined) return table;
  return `
    (SELECT ${COLUMNS[table]} FROM ${table} WHERE recorded_at < (${day}::date + 1)::timestamptz
     UNION ALL
     SELECT ${COLUMNS[table]} FROM ${table}_past
     WHERE lower(recorded) < (${day}::date + 1)::timestamptz AND upper(recorded) >= (${day}::date + 1)::timestamptz)`;
}

const at = (table: 'post_holding' | 'concurrent_duty', what: string, whose: string, day: string, moment: string) => `
  SELECT unit_id, ${what} FROM ${table} WHERE person_id = ${whose} AND valid @> ${day} AND recorded_at < ${moment}
  UNION ALL
  SELECT unit_id, ${what} FROM ${table}_past
  WHERE person_id = ${whose} AND valid @> ${day} AND lower(recorded) < ${moment} AND upper(recorded) >= ${moment}`;

/** The post that somebody was known at a moment to have held on a day, with the duties beside it; no row when none. */
export const KNOWN_BEFORE = (whose: string, day: string, moment: string): string => `
  SELECT unit_id, post, ARRAY(SELECT duty FROM (${at('concurrent_duty', 'duty', whose, day, moment)}) AS d ORDER BY duty)
    AS duties
  FROM (${at('post_holding', 'post', whose, day, moment)}) AS h`;
