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
