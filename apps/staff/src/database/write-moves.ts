import type { AssignmentState, UnitLevel } from '#contracts';
import type { Tx } from '#messaging';
import type { WrittenMove } from '../rules/assignment-event.js';
import type { Move } from '../rules/move.js';

// All statements get the same set of moves, one row for each person.
const MOVES = `unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[]) AS m (person_id, unit_id, duties, effective_date)`;

const ADD_PEOPLE = `
  INSERT INTO person (id, staff_code, full_name, revision, status)
  SELECT id, staff_code, full_name, 0, 'left' FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (id, staff_code, full_name)
  ON CONFLICT (id) DO NOTHING`;

// In the order of ids, so that two writers of the same people wait for each other instead of locking each other out.
export const LOCK_PEOPLE = 'SELECT id FROM person WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE';

const READ_BEFORE = `
  SELECT h.person_id AS "personId", h.unit_id AS "unitId", u.level AS "unitLevel", h.post,
    ARRAY(SELECT d.duty FROM concurrent_duty d
          WHERE d.person_id = h.person_id AND upper_inf(d.valid) ORDER BY d.duty) AS duties
  FROM post_holding h JOIN unit u ON u.id = h.unit_id
  WHERE h.person_id = ANY ($1::uuid[]) AND upper_inf(h.valid)`;

// A change by hand and a reversal give the name that the registry has, so the same name does not lift the mark of a forgotten one.
const RAISE_REVISIONS = `
  UPDATE person p
  SET revision = p.revision + 1, full_name = coalesce(m.full_name, p.full_name),
    erased_at = CASE WHEN coalesce(m.full_name, p.full_name) = p.full_name THEN p.erased_at END,
    status = CASE WHEN m.unit_id IS NULL THEN 'left' ELSE 'serving' END
  FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS m (person_id, unit_id, full_name)
  WHERE p.id = m.person_id
  RETURNING p.id, p.revision`;

// Only what undoes a batch of the same day meets a holding that began on that day; what was known stays on record.
const FORGET_HOLDINGS = `
  DELETE FROM post_holding h USING unnest($1::uuid[], $2::date[]) AS m (person_id, effective_date)
  WHERE h.person_id = m.person_id AND upper_inf(h.valid) AND lower(h.valid) = m.effective_date`;

const END_HOLDINGS = `
  UPDATE post_holding h SET valid = daterange(lower(h.valid), m.effective_date)
  FROM unnest($1::uuid[], $2::date[]) AS m (person_id, effective_date)
  WHERE h.person_id = m.person_id AND upper_inf(h.valid)`;

const BEGIN_HOLDINGS = `
  INSERT INTO post_holding (person_id, unit_id, post, valid)
  SELECT m.person_id, m.unit_id, m.post, daterange(m.effective_date, NULL)
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[]) AS m (person_id, unit_id, post, effective_date)
  WHERE m.unit_id IS NOT NULL`;

const NO_LONGER = `d.person_id = m.person_id AND upper_inf(d.valid)
    AND NOT (d.unit_id IS NOT DISTINCT FROM m.unit_id AND d.duty = ANY (string_to_array(m.duties, ';')))`;

const FORGET_DUTIES = `
  DELETE FROM concurrent_duty d USING ${MOVES} WHERE ${NO_LONGER} AND lower(d.valid) = m.effective_date`;

const END_DUTIES = `
  UPDATE concurrent_duty d SET valid = daterange(lower(d.valid), m.effective_date)
  FROM ${MOVES}
  WHERE ${NO_LONGER}`;

const BEGIN_DUTIES = `
  INSERT INTO concurrent_duty (person_id, unit_id, duty, valid)
  SELECT m.person_id, m.unit_id, w.duty, daterange(m.effective_date, NULL)
  FROM ${MOVES} CROSS JOIN LATERAL unnest(string_to_array(m.duties, ';')) AS w (duty)
  WHERE m.unit_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM concurrent_duty d WHERE d.person_id = m.person_id AND d.duty = w.duty AND upper_inf(d.valid))`;

/**
 * Writes checked moves, at most one for each person, as sets; gives what each changed. Moves that undo others may take
 * effect on the very day on which what they undo began.
 */
export async function writeMoves(tx: Tx, moves: readonly Move[], onSameDay = false): Promise<WrittenMove[]> {
  const people = moves.map(({ personId }) => personId);
  const units = moves.map(({ unitId }) => unitId);
  const dates = moves.map(({ effectiveDate }) => effectiveDate);
  const appointed = moves.filter(({ action }) => action === 'appoint');
  await tx.query(ADD_PEOPLE, [
    appointed.map(({ personId }) => personId),
    appointed.map(({ staffCode }) => staffCode),
    appointed.map(({ fullName }) => fullName),
  ]);
  await tx.query(LOCK_PEOPLE, [people]);
  const before = await readBefore(tx, people);
  const revised = await tx.query<{ id: string; revision: number }>(RAISE_REVISIONS, [
    people,
    units,
    moves.map(({ action, fullName }) => (action === 'appoint' ? fullName : null)),
  ]);
  if (onSameDay) await tx.query(FORGET_HOLDINGS, [people, dates]);
  await tx.query(END_HOLDINGS, [people, dates]);
  await tx.query(BEGIN_HOLDINGS, [people, units, moves.map(({ post }) => post), dates]);
  const duties = moves.map(move => move.duties.join(';'));
  if (onSameDay) await tx.query(FORGET_DUTIES, [people, units, duties, dates]);
  await tx.query(END_DUTIES, [people, units, duties, dates]);
  await tx.query(BEGIN_DUTIES, [people, units, duties, dates]);
  const levels = await readLevels(tx, units);
  const revisions = new Map(revised.map(({ id, revision }) => [id, revision]));
  return moves.map(move => {
    const revision = revisions.get(move.personId);
    if (revision === undefined) throw new Error(`Row ${move.row} moves person ${move.personId}, who is not registered`);
    const unitLevel = move.unitId === null ? null : (levels.get(move.unitId) ?? null);
    return { move, revision, before: before.get(move.personId) ?? null, unitLevel };
  });
}

async function readBefore(tx: Tx, people: string[]): Promise<Map<string, AssignmentState>> {
  const rows = await tx.query<AssignmentState & { personId: string }>(READ_BEFORE, [people]);
  return new Map(rows.map(({ personId, ...state }) => [personId, state]));
}

/** The levels of units by id. */
export async function readLevels(tx: Tx, units: (string | null)[]): Promise<Map<string, UnitLevel>> {
  const ids = [...new Set(units.filter(id => id !== null))];
  const rows = await tx.query<{ id: string; level: UnitLevel }>('SELECT id, level FROM unit WHERE id = ANY ($1)', [
    ids,
  ]);
  return new Map(rows.map(({ id, level }) => [id, level]));
}
