/**
 * SQL for what holds on one of the days from `first` up to, but not on, `end`, for a page that an index gives in its own
 * order. Row-level security keeps the planner from the statistics of `&&` and `@>`: it then takes them to hold for
 * almost nobody, and sorts everybody to find a page of a hundred.
 */
export const overlaps = (valid: string, first: string, end: string): string =>
  `(lower(${valid}) < ${end} AND (upper_inf(${valid}) OR upper(${valid}) > ${first}))`;
