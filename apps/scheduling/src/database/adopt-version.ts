import { make, ProgrammeAdopted, type ProgrammeRules } from '#contracts';
import { canonicalJson, ConflictError } from '#kernel';
import { outgoing, type Received, type Tx } from '#messaging';
import { readProgramme, type Programme } from './read-programme.js';

// The target names the key on purpose: an overlap with another programme must fail, not be skipped.
const INSERT = `
  INSERT INTO programme (id, code, version, valid, rules, adopted_by)
  VALUES ($1, $2, $3, daterange($4::date, $5::date, '[]'), $6, $7) ON CONFLICT (id) DO NOTHING RETURNING id`;

const CUT = `
  UPDATE programme SET valid = daterange(lower(valid), $1::date), revision = revision + 1
  WHERE lower(valid) < $1::date AND valid @> $1::date AND code = ANY ($2)
  RETURNING id, code, version, lower(valid) AS "from", upper(valid) - 1 AS "to", rules, revision`;

/**
 * Puts a version in force; the version before it, of the same programme or of the one it replaces, ends the day before
 * and stays readable. Gives false when this very version is in force already.
 */
export async function adoptVersion(
  tx: Tx,
  id: string,
  rules: ProgrammeRules,
  adoptedBy: string,
  causedBy?: Received,
): Promise<boolean> {
  const { code, version, inForce, predecessor } = rules;
  const present = await readProgramme(tx, id);
  if (present) {
    if (canonicalJson(present.rules) !== canonicalJson(rules))
      throw new ConflictError('SCHEDULING.PROGRAMME_VERSION_TAKEN', { code, version });
    return false;
  }
  const cut = await tx.query<Programme & { revision: number }>(CUT, [
    inForce.from,
    [code, ...(predecessor ? [predecessor] : [])],
  ]);
  for (const { revision, ...ended } of cut) tell(tx, ended, revision, causedBy);
  const params = [id, code, version, inForce.from, inForce.to, JSON.stringify(rules), adoptedBy];
  const inserted = await tx.query(INSERT, params);
  if (inserted.length === 0) return false;
  tell(tx, { id, code, version, from: inForce.from, to: inForce.to, rules }, 1, causedBy);
  return true;
}

function tell(
  tx: Tx,
  { id, code, version, from, to, rules }: Programme,
  revision: number,
  causedBy: Received | undefined,
): void {
  const event = make(ProgrammeAdopted, { programmeId: id, code, programmeVersion: version, from, to, rules });
  tx.publish(outgoing(event, { key: id, revision, causedBy }));
}
