import { canonicalJson, sha256 } from '#kernel';

/** Who did what, when, from where, on which content, with what result. Ids only: a person's names live in `staff`. */
export interface AuditFact {
  /** ISO instant. */
  at: string;
  subject: string;
  /** Address of the caller as the gateway or the service saw it. */
  address: string;
  /** Method and pattern of the route: `POST /v1/plans/:id/submission`. */
  action: string;
  /** Id in the path, or empty. */
  object: string;
  /** SHA-256 of the canonical body, or empty. */
  contentHash: string;
  /** `done`, `read`, or the status of a refusal. */
  result: string;
}

/** A fact in its place: the position is part of what is hashed, so a record cannot be moved. */
export interface AuditRecord extends AuditFact {
  position: number;
}

/** A run of records closed by one hash that hangs on the seal before. */
export interface AuditSeal {
  number: number;
  firstPosition: number;
  lastPosition: number;
  /** Merkle root over the hashes of the records. */
  root: string;
  previousHash: string;
  hash: string;
}

export const NO_SEAL = { number: 0, lastPosition: 0, hash: '0'.repeat(64) };

/** The leaf of a record in the Merkle tree of its seal. */
export const recordHash = (record: AuditRecord): string => sha256(canonicalJson(record));

/** Closes records behind the last seal. */
export function sealAfter(
  last: Pick<AuditSeal, 'number' | 'lastPosition' | 'hash'>,
  root: string,
  records: number,
): AuditSeal {
  const sealed = {
    number: last.number + 1,
    firstPosition: last.lastPosition + 1,
    lastPosition: last.lastPosition + records,
    root,
    previousHash: last.hash,
  };
  return { ...sealed, hash: sha256(canonicalJson(sealed)) };
}
