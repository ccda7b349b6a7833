/**
 * A table of what is held, as it was known at the end of a day: `AS_KNOWN.post_holding('$5')` stands for `post_holding`
 * in a FROM clause. A null day means: as known now.
 */
const asKnown = (table: string, what: string) => (day: string) => `
  (SELECT person_id, unit_id, ${what}, valid FROM ${table}
   WHERE ${day}::date IS NULL OR recorded_at < (${day}::date + 1)::timestamptz
   UNION ALL
   SELECT person_id, unit_id, ${what}, valid FROM ${table}_past
   WHERE lower(recorded) < (${day}::date + 1)::timestamptz AND upper(recorded) >= (${day}::date + 1)::timestamptz)`;

export const AS_KNOWN = {
  post_holding: asKnown('post_holding', 'post'),
  concurrent_duty: asKnown('concurrent_duty', 'duty'),
};
