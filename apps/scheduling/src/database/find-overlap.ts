import type { ProgrammeRules } from '#contracts';
import type { Reader } from './reader.js';

export interface Overlap {
  other: string;
  from: string;
}

// The version that ends the day before, of the same programme or of the one it replaces, makes room by itself.
const OVERLAP = `
  SELECT code || ' v' || version AS other, lower(valid) AS "from" FROM programme
  WHERE valid && daterange($1::date, $2::date, '[]')
    AND NOT (lower(valid) < $1::date AND valid @> $1::date AND code = ANY ($3))
  ORDER BY valid LIMIT 1`;

/** A programme that would be in force on a day of these rules, too. */
export async function findOverlap(db: Reader, rules: ProgrammeRules): Promise<Overlap | undefined> {
  const { code, predecessor, inForce } = rules;
  const codes = [code, ...(predecessor ? [predecessor] : [])];
  return (await db.query<Overlap>(OVERLAP, [inForce.from, inForce.to, codes]))[0];
}
