// Written without the code of the services on purpose: a mistake there must not verify itself.
import { createHash } from 'node:crypto';
import type pg from 'pg';

export interface TrailReport {
  service: string;
  records: number;
  seals: number;
  head: string | null;
  /** What is wrong, in words; empty when the trail is whole and fits its witness. */
  faults: string[];
}

interface Seal {
  number: number;
  first: number;
  last: number;
  root: string;
  previous: string;
  hash: string;
}

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

// Flat objects with ASCII names: sorted names and JSON's own values are what RFC 8785 asks for.
const canonical = (flat: Record<string, string | number>): string =>
  `{${Object.keys(flat)
    .sort()
    .map(name => `${JSON.stringify(name)}:${JSON.stringify(flat[name])}`)
    .join(',')}}`;

function rootOf(hashes: string[]): string {
  let level = hashes.map(hash => sha(`0${hash}`));
  while (level.length > 1)
    level = level.flatMap((hash, i) =>
      i % 2 === 1 ? [] : level[i + 1] === undefined ? [hash] : [sha(`1${hash}${level[i + 1]}`)],
    );
  return level[0] ?? sha('');
}

/** Verifies one service's trail in its database, against the anchors in the database of approvals, its witness. */
export async function verifyTrail(name: string, own: pg.Client, witness: pg.Client): Promise<TrailReport> {
  const { rows: seals } = await own.query<Seal>(
    `SELECT number, first_position::int AS first, last_position::int AS last, root, previous_hash AS previous, hash
       FROM audit_seal ORDER BY number`,
  );
  const { rows: anchors } = await witness.query<{ number: number; hash: string }>(
    'SELECT number, hash FROM audit_anchor WHERE service = $1 ORDER BY number',
    [name],
  );
  const faults: string[] = [];
  let before = { number: 0, last: 0, hash: '0'.repeat(64) };
  for (const seal of seals) {
    faults.push(...(await faultsOf(own, seal, before)));
    before = seal;
  }
  const { rows } = await own.query<{ n: number }>('SELECT count(*)::int AS n FROM audit_record');
  const records = rows[0]?.n ?? 0;
  if (records !== before.last) faults.push(`${records} records, but the seals close ${before.last}`);
  const known = new Map(seals.map(({ number, hash }) => [number, hash]));
  for (const { number, hash } of anchors) {
    if (!known.has(number)) faults.push(`seal ${number} is missing, its witness has it`);
    else if (known.get(number) !== hash) faults.push(`seal ${number} is not the one that its witness has`);
  }
  return { service: name, records, seals: seals.length, head: seals.at(-1)?.hash ?? null, faults };
}

async function faultsOf(
  own: pg.Client,
  seal: Seal,
  before: { number: number; last: number; hash: string },
): Promise<string[]> {
  const { number, first, last, root, previous, hash } = seal;
  const faults: string[] = [];
  if (number !== before.number + 1 || first !== before.last + 1)
    faults.push(`seal ${number} does not follow seal ${before.number}`);
  if (previous !== before.hash) faults.push(`seal ${number} does not hang on the one before`);
  const { rows } = await own.query<Record<string, string | number>>(
    `SELECT position::int AS position, at, subject, address, action, object, content_hash AS "contentHash", result
     FROM audit_record WHERE position BETWEEN $1 AND $2 ORDER BY position`,
    [first, last],
  );
  if (rootOf(rows.map(row => sha(canonical(row)))) !== root)
    faults.push(`records ${first} to ${last} are not those that were sealed`);
  const resealed = sha(canonical({ number, firstPosition: first, lastPosition: last, root, previousHash: previous }));
  if (resealed !== hash) faults.push(`seal ${number} has another hash than its content`);
  return faults;
}
