import { ConflictError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { refuseImpossible, type Absence } from '../rules/absence.js';

// The person first: two who record absences of one person wait for each other.
const LOCK_PERSON = 'SELECT id FROM person WHERE id = $1 FOR UPDATE';

const OTHER = `
  SELECT lower(valid) AS "from" FROM absence
  WHERE person_id = $1 AND valid && daterange($2::date, $3::date) AND id IS DISTINCT FROM $4::uuid`;

export async function lockPerson(tx: Tx, personId: string): Promise<void> {
  const [person] = await tx.query(LOCK_PERSON, [personId]);
  if (!person) throw new NotFoundError('STAFF.PERSON_ID_UNKNOWN', { id: personId });
}

/** Refuses what cannot be, an unknown host and a second absence at the same time as another than the given one. */
export async function refuseWrong(tx: Tx, personId: string, absence: Absence, id: string | null = null): Promise<void> {
  refuseImpossible(absence);
  const { from, to, hostUnitId } = absence;
  const [host] = hostUnitId ? await tx.query('SELECT id FROM unit WHERE id = $1', [hostUnitId]) : [true];
  if (!host) throw new NotFoundError('STAFF.UNIT_ID_UNKNOWN', { id: hostUnitId ?? '' });
  const [other] = await tx.query<{ from: string }>(OTHER, [personId, from, to, id]);
  if (other) throw new ConflictError('STAFF.ABSENT_ALREADY', { from: other.from });
}
