// Written without the code of the services on purpose: a mistake there must not verify itself.
import type pg from 'pg';
import { explainRecords, type TrailRecord } from './explain-records.js';
import type { Fault } from './fault.js';
import { sealHash } from './trail-hashes.js';

export interface TrailReport {
  service: string;
  records: number;
  seals: number;
  head: string | null;
  /** What is wrong; empty when the trail is whole and fits its witness. */
  faults: Fault[];
}

interface Seal {
  number: number;
  first: number;
  last: number;
  root: string;
  previous: string;
  hash: string;
}

type Before = Pick<Seal, 'number' | 'last' | 'hash'>;

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
  const faults: Fault[] = [];
  let before: Before = { number: 0, last: 0, hash: '0'.repeat(64) };
  for (const seal of seals) {
    faults.push(...sealFaults(seal, before), ...(await recordFaults(own, seal)));
    before = seal;
  }
  const known = new Map(seals.map(({ number, hash }) => [number, hash]));
  const isCut = anchors.some(({ number }) => number > before.number);
  for (const { number, hash } of anchors) {
    if (number > before.number)
      faults.push({ kind: 'truncated', text: `seal ${number}, the witness has it, is cut off` });
    else if (!known.has(number))
      faults.push({ kind: 'deleted', text: `seal ${number} is missing, the witness has it` });
    else if (known.get(number) !== hash)
      faults.push({ kind: 'resealed', text: `seal ${number} is not the one that the witness has` });
  }
  const { rows } = await own.query<{ records: number; behind: number }>(
    'SELECT count(*)::int AS records, count(*) FILTER (WHERE position NOT BETWEEN 1 AND $1)::int AS behind FROM audit_record',
    [before.last],
  );
  const { records, behind } = rows[0]!;
  if (behind > 0)
    faults.push({ kind: isCut ? 'truncated' : 'inserted', text: `${behind} records stand under no seal` });
  return { service: name, records, seals: seals.length, head: seals.at(-1)?.hash ?? null, faults };
}

function sealFaults(seal: Seal, before: Before): Fault[] {
  const { number, first, previous, hash } = seal;
  if (number !== before.number + 1 || first !== before.last + 1)
    return [{ kind: 'deleted', text: `seal ${number} does not follow seal ${before.number}` }];
  if (previous !== before.hash) return [{ kind: 'resealed', text: `seal ${number} does not hang on the one before` }];
  if (sealHash(seal) !== hash) return [{ kind: 'resealed', text: `seal ${number} has another hash than its content` }];
  return [];
}

async function recordFaults(own: pg.Client, { first, last, root }: Seal): Promise<Fault[]> {
  const { rows } = await own.query<TrailRecord>(
    `SELECT position::int AS position, at, subject, address, action, object, content_hash AS "contentHash", result
     FROM audit_record WHERE position BETWEEN $1 AND $2 ORDER BY position`,
    [first, last],
  );
  return explainRecords(rows, { first, last, root });
}
