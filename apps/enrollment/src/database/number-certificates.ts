import type { Tx } from '#messaging';
import { certificateNumber, nextSkill } from '../rules/certificate-terms.js';

// Before the certificates themselves: whoever else issues in that year waits here, and numbers have no gap.
const NUMBERS = `
  INSERT INTO certificate_counter AS counter (year, last) VALUES ($1, $2)
  ON CONFLICT (year) DO UPDATE SET last = counter.last + excluded.last RETURNING last`;

// Of one class, after one that was revoked, there may be another certificate.
const BEFORE = `
  SELECT person_id AS "personId", count(*) FILTER (WHERE class_id = $2)::int AS "ofClass",
    (array_agg(skill ORDER BY issued_on DESC, number DESC) FILTER (WHERE revoked_on IS NULL))[1] AS skill
  FROM certificate WHERE person_id = ANY ($1::uuid[]) GROUP BY person_id`;

const LAST = `
  SELECT DISTINCT ON (person_id) person_id AS "personId", skill FROM certificate
  WHERE person_id = ANY ($1::uuid[]) AND revoked_on IS NULL ORDER BY person_id, issued_on DESC, number DESC`;

/** The skill of each person's last valid certificate; nobody is there who has none. */
export async function lastSkills(tx: Tx, personIds: string[]): Promise<Map<string, string | null>> {
  const rows = await tx.query<{ personId: string; skill: string | null }>(LAST, [personIds]);
  return new Map(rows.map(({ personId, skill }) => [personId, skill]));
}

const SKILLS = `
  SELECT rules -> 'skills' AS skills, (SELECT skill FROM training_class WHERE id = $2) AS taught
  FROM programme_rules WHERE programme_id = $1`;

/** Of each person: how many certificates of the class there were, and the skill of the last valid one. */
export async function certificatesBefore(tx: Tx, classId: string, personIds: string[]) {
  const rows = await tx.query<{ personId: string; ofClass: number; skill: string | null }>(BEFORE, [
    personIds,
    classId,
  ]);
  return new Map(rows.map(one => [one.personId, one]));
}

export async function numbersFor(tx: Tx, { endsOn }: { endsOn: string }, certificateIds: string[]): Promise<string[]> {
  const year = Number(endsOn.slice(0, 4));
  const [counter] = await tx.query<{ last: number }>(NUMBERS, [year, certificateIds.length]);
  const first = counter!.last - certificateIds.length + 1;
  return certificateIds.map((id, at) => certificateNumber(year, first + at, id));
}

/** What each person was taught: the skill of the class, or else the one that was the person's turn. */
export async function skillsFor(
  tx: Tx,
  { programmeId, classId }: { programmeId: string; classId: string },
  last: (string | null | undefined)[],
) {
  const [programme] = await tx.query<{ skills: { code: string }[] | null; taught: string | null }>(SKILLS, [
    programmeId,
    classId,
  ]);
  return last.map(skill => programme?.taught ?? nextSkill(programme?.skills ?? [], skill));
}
