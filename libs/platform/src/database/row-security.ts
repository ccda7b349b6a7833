// SQL for the migrations of services that hold rows about people.

/** Null, which is no, where nobody has said who asks. */
export const SEES_EVERYTHING = `
  CREATE FUNCTION sees_everything() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT current_setting('app.unit_scope', true) = '*'
  $$;`;

/**
 * The functions that policies ask. `units_below` gives units with everything below them on a day, from a table with the
 * columns named here; `units_in_scope` the same for the caller of this transaction.
 */
export const scopeFunctions = ({ table, validOn }: { table: string; validOn: string }): string => `
  CREATE FUNCTION units_below(roots uuid[], day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE below AS (
      SELECT u.id FROM ${table} u WHERE u.id = ANY (roots) AND ${validOn}
      UNION
      SELECT u.id FROM ${table} u JOIN below b ON u.parent_id = b.id WHERE ${validOn}
    )
    SELECT coalesce(array_agg(id), '{}') FROM below
  $$;
  CREATE FUNCTION scope_day() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('app.unit_scope_on', true), '')::date, current_date)
  $$;
  ${SEES_EVERYTHING}
  CREATE FUNCTION units_in_scope() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN sees_everything() THEN '{}'
      ELSE units_below(string_to_array(current_setting('app.unit_scope', true), ',')::uuid[], scope_day()) END
  $$;`;

const asked = (condition: string): string => `
    USING ((SELECT sees_everything()) OR ${condition}) WITH CHECK ((SELECT sees_everything()) OR ${condition});`;

/** Shows and takes only rows for which the condition holds, and everything to who sees everything. */
export const policyOn = (table: string, condition: string): string => `
  ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
  CREATE POLICY ${table}_in_scope ON ${table}${asked(condition)}`;

/** Puts another condition in the place of the one that `policyOn` gave a table. */
export const changePolicy = (table: string, condition: string): string => `
  ALTER POLICY ${table}_in_scope ON ${table}${asked(condition)}`;

/** The unit of the row is one of the caller's. The inner SELECT makes it one look-up a statement, not one a row. */
export const UNIT_IN_SCOPE = 'unit_id = ANY ((SELECT units_in_scope())::uuid[])';

export const withoutPolicy = (table: string): string => `
  DROP POLICY ${table}_in_scope ON ${table};
  ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;`;

export const withoutScopeFunctions = 'DROP FUNCTION units_in_scope, sees_everything, scope_day, units_below';
