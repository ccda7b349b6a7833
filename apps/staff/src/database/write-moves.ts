import type { AssignmentState, UnitLevel } from '#contracts';
import type { Tx } from '#messaging';
import type { WrittenMove } from '../rules/assignment-event.js';
import type { Move } from '../rules/move.js';

const ADD_PEOPLE = `
  INSERT INTO person (id, staff_code, full_name, revision, status)
  SELECT id, staff_code, full_name, 0, 'left' FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (id, staff_code, full_name)
  ON CONFLICT (id) DO NOTHING`;

// In the order of ids, so that two writers of the same people wait for each other instead of locking each other out.
const LOCK_PEOPLE = 'SELECT id FROM person WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE';

// What a person keeps is in the same unit as before; everything else ends, or was never so where it began on that day.
const GOES = (table: string): string =>
  `${table}.person_id = ANY ($1) AND ${table}.person_id = m.person_id AND upper_inf(${table}.valid)`;
const NOT_KEPT = (duty: string): string => `
    NOT (${duty}.unit_id IS NOT DISTINCT FROM m.unit_id AND ${duty}.duty = ANY (string_to_array(m.duties, ';')))`;
const ENDED = (table: string): string => `
      valid = daterange(lower(${table}.valid), m.effective_date), open_known_at = ${table}.recorded_at,
      recorded_at = greatest(now(), ${table}.recorded_at + interval '1 microsecond')`;

/**
 * All of it in one statement, for one reading of the moves and of the rows that end. Every part sees what was there before
 * it; the triggers see the end. A change by hand and a reversal give the name that the registry has, so the same name does
 * not lift the mark of a forgotten one. Only what undoes a batch of the same day (`$7`) meets a row that began on that day.
 */
const WRITE = `
  WITH m AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::text[], $6::text[])
      AS m (person_id, unit_id, post, effective_date, duties, full_name) ORDER BY person_id),
  raised AS (
    UPDATE person p
    SET revision = p.revision + 1, full_name = coalesce(m.full_name, p.full_name),
      erased_at = CASE WHEN coalesce(m.full_name, p.full_name) = p.full_name THEN p.erased_at END,
      status = CASE WHEN m.unit_id IS NULL THEN 'left' ELSE 'serving' END
    FROM m WHERE p.id = m.person_id RETURNING p.id, p.revision),
  open_duty AS MATERIALIZED (
    SELECT ctid AS place, person_id, unit_id, duty, begins FROM concurrent_duty WHERE person_id = ANY ($1) AND upper_inf(valid)),
  forgotten AS (
    DELETE FROM post_holding h USING m WHERE $7 AND ${GOES('h')} AND h.begins = m.effective_date
    RETURNING h.person_id, h.unit_id, h.post),
  ended AS (
    UPDATE post_holding h SET ${ENDED('h')} FROM m
    WHERE ${GOES('h')} AND NOT ($7 AND h.begins = m.effective_date)
    RETURNING h.person_id, h.unit_id, h.post),
  begun AS (
    INSERT INTO post_holding (person_id, unit_id, post, valid)
    SELECT person_id, unit_id, post, daterange(effective_date, NULL) FROM m WHERE unit_id IS NOT NULL),
  forgotten_duty AS (
    DELETE FROM concurrent_duty d USING m WHERE $7 AND ${GOES('d')} AND ${NOT_KEPT('d')} AND d.begins = m.effective_date),
  ended_duty AS (
    UPDATE concurrent_duty d SET ${ENDED('d')} FROM open_duty o JOIN m USING (person_id)
    WHERE d.ctid = o.place AND ${NOT_KEPT('o')} AND NOT ($7 AND o.begins = m.effective_date)),
  begun_duty AS (
    INSERT INTO concurrent_duty (person_id, unit_id, duty, valid)
    SELECT m.person_id, m.unit_id, w.duty, daterange(m.effective_date, NULL)
    FROM m CROSS JOIN LATERAL unnest(string_to_array(m.duties, ';')) AS w (duty)
    WHERE m.unit_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM open_duty o WHERE o.person_id = m.person_id AND o.unit_id = m.unit_id AND o.duty = w.duty)),
  was AS (SELECT * FROM ended UNION ALL SELECT * FROM forgotten),
  beside AS (SELECT person_id, array_agg(duty ORDER BY duty) AS duties FROM open_duty GROUP BY person_id)
  SELECT raised.id AS "personId", raised.revision, new_unit.level AS "unitLevel", was.unit_id AS "unitBefore",
    old_unit.level AS "levelBefore", was.post AS "postBefore", coalesce(beside.duties, '{}') AS "dutiesBefore"
  FROM raised JOIN m ON m.person_id = raised.id
    LEFT JOIN unit new_unit ON new_unit.id = m.unit_id
    LEFT JOIN was ON was.person_id = raised.id
    LEFT JOIN unit old_unit ON old_unit.id = was.unit_id
    LEFT JOIN beside ON beside.person_id = raised.id`;

// Ids, codes and dates need no escaping, which the driver would look for in each of them.
const arrayOf = (moves: readonly Move[], value: (move: Move) => string | null): string =>
  `{${moves.map(move => value(move) ?? 'NULL').join(',')}}`;

interface Written {
  personId: string;
  revision: number;
  unitLevel: UnitLevel | null;
  unitBefore: string | null;
  levelBefore: UnitLevel | null;
  postBefore: AssignmentState['post'] | null;
  dutiesBefore: AssignmentState['duties'];
}

/** Registers those who are appointed for the first time and locks everybody until the commit, before anything is written. */
export async function lockPeople(tx: Tx, moves: readonly Move[]): Promise<void> {
  const appointed = moves.filter(({ action }) => action === 'appoint');
  if (appointed.length > 0)
    await tx.query(ADD_PEOPLE, [
      appointed.map(({ personId }) => personId),
      appointed.map(({ staffCode }) => staffCode),
      appointed.map(({ fullName }) => fullName),
    ]);
  await tx.query(LOCK_PEOPLE, [arrayOf(moves, ({ personId }) => personId)]);
}

/**
 * Writes checked moves of locked people, at most one for each person, as sets; gives what each changed. Moves that undo
 * others may take effect on the very day on which what they undo began.
 */
export async function writeMoves(tx: Tx, moves: readonly Move[], onSameDay = false): Promise<WrittenMove[]> {
  const rows = await tx.query<Written>(WRITE, [
    arrayOf(moves, ({ personId }) => personId),
    arrayOf(moves, ({ unitId }) => unitId),
    arrayOf(moves, ({ post }) => post),
    arrayOf(moves, ({ effectiveDate }) => effectiveDate),
    arrayOf(moves, ({ duties }) => `"${duties.join(';')}"`),
    moves.map(({ action, fullName }) => (action === 'appoint' ? fullName : null)),
    onSameDay,
  ]);
  const written = new Map(rows.map(row => [row.personId, row]));
  return moves.map(move => {
    const row = written.get(move.personId);
    if (!row) throw new Error(`Row ${move.row} moves person ${move.personId}, who is not registered`);
    return { move, revision: row.revision, unitLevel: row.unitLevel, before: stateBefore(row) };
  });
}

function stateBefore({ unitBefore, levelBefore, postBefore, dutiesBefore }: Written): AssignmentState | null {
  if (!unitBefore || !levelBefore || !postBefore) return null;
  return { unitId: unitBefore, unitLevel: levelBefore, post: postBefore, duties: dutiesBefore };
}

/** The levels of units by id. */
export async function readLevels(tx: Tx, units: (string | null)[]): Promise<Map<string, UnitLevel>> {
  const ids = [...new Set(units.filter(id => id !== null))];
  const rows = await tx.query<{ id: string; level: UnitLevel }>('SELECT id, level FROM unit WHERE id = ANY ($1)', [
    ids,
  ]);
  return new Map(rows.map(({ id, level }) => [id, level]));
}
