/**
 * SQL for the code of a unit on a day: that of its name then, else the first one it had. `compared` is how a name's first
 * day is compared with the day: as text where the day is not known to be one.
 */
export function codeOfDay(unitId: string, day: string, compared: 'date' | 'text' = 'date'): string {
  return `
    (SELECT code FROM unit_name WHERE unit_id = ${unitId}
     ORDER BY lower(valid)::${compared} <= ${day}::${compared} DESC, lower(valid) DESC LIMIT 1)`;
}
