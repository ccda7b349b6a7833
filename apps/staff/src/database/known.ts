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
  const moment = `(${day}::date + 1)::timestamptz`;
  return `(${known(table, COLUMNS[table], 'true', moment)})`;
}

/** A row that was ended since stands there as it was known then: without an end. */
const openThen = (table: keyof typeof COLUMNS, columns: string, which: string, moment: string): string => `
  UNION ALL
  SELECT ${columns} FROM (
    SELECT person_id, unit_id, ${table === 'post_holding' ? 'post' : 'duty'}, daterange(begins, NULL) AS valid FROM ${table}
    WHERE open_known_at < ${moment} AND recorded_at >= ${moment}) AS open
  WHERE ${which}`;

const known = (table: keyof typeof COLUMNS, columns: string, which: string, moment: string): string => `
  SELECT ${columns} FROM ${table} WHERE ${which} AND recorded_at < ${moment}
  UNION ALL
  SELECT ${columns} FROM ${table}_past
  WHERE ${which} AND lower(recorded) < ${moment} AND upper(recorded) >= ${moment}
  ${table === 'absence' ? '' : openThen(table, columns, which, moment)}`;

/** The post that somebody was known at a moment to have held on a day, with the duties beside it; no row when none. */
export const KNOWN_BEFORE = (whose: string, day: string, moment: string): string => {
  const which = `person_id = ${whose} AND valid @> ${day}`;
  return `
  SELECT unit_id, post,
    ARRAY(SELECT duty FROM (${known('concurrent_duty', 'unit_id, duty', which, moment)}) AS d ORDER BY duty) AS duties
  FROM (${known('post_holding', 'unit_id, post', which, moment)}) AS h`;
};
