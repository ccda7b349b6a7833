/**
 * A table of what is held, as it was known at the end of a day, for a FROM clause: `asKnown('post_holding', '$2')`.
 * Without a day it is the table itself, so that reading the present costs nothing more.
 */
export function asKnown(table: 'post_holding' | 'concurrent_duty', day: string | undefined): string {
  if (day === undefined) return table;
  const what = table === 'post_holding' ? 'post' : 'duty';
  return `
    (SELECT person_id, unit_id, ${what}, valid FROM ${table} WHERE recorded_at < (${day}::date + 1)::timestamptz
     UNION ALL
     SELECT person_id, unit_id, ${what}, valid FROM ${table}_past
     WHERE lower(recorded) < (${day}::date + 1)::timestamptz AND upper(recorded) >= (${day}::date + 1)::timestamptz)`;
}
