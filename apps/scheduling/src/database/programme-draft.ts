import type { ProgrammePreviewed, ProgrammeRules, UnitLevel } from '#contracts';
import type { Tx } from '#messaging';
import type { Reader } from './reader.js';

export interface ProgrammeDraft {
  id: string;
  code: string;
  version: number;
  rules: ProgrammeRules;
  /** outdated: approved, but it no longer fitted the programmes that are in force by then. */
  status: 'draft' | 'submitted' | 'returned' | 'rejected' | 'outdated' | 'adopted';
  /** Counts the changes of the file and of its status; the ETag. */
  revision: number;
  /** Everybody who changed it: none of them may decide on it. */
  editedBy: string[];
  contentHash: string | null;
  /** Counts what the approval chain was told about it; 0: nothing yet. */
  sourceVersion: number;
  submittedBy: string | null;
  /** The version in force that the approval chain sees it compared with. */
  comparedWithId: string | null;
  previewAskedAt: string | null;
  /** What enrollment answered to the latest preview; null until then. */
  effect: Omit<ProgrammePreviewed, 'previewId'> | null;
}

const SELECT = `
  SELECT id, code, version, rules, status, revision, edited_by AS "editedBy", content_hash AS "contentHash",
    source_version AS "sourceVersion", submitted_by AS "submittedBy", compared_with AS "comparedWithId",
    preview_asked_at AS "previewAskedAt", effect
  FROM programme_draft`;

export async function readDraft(db: Reader, id: string): Promise<ProgrammeDraft | undefined> {
  return (await db.query<ProgrammeDraft>(`${SELECT} WHERE id = $1`, [id]))[0];
}

/** What its author may change, preview and take to approval. */
export const isWithAuthor = ({ status }: Pick<ProgrammeDraft, 'status'>): boolean =>
  status === 'draft' || status === 'returned' || status === 'outdated';

export async function lockDraft(tx: Tx, id: string): Promise<ProgrammeDraft | undefined> {
  return (await tx.query<ProgrammeDraft>(`${SELECT} WHERE id = $1 FOR UPDATE`, [id]))[0];
}

export function readDrafts(db: Reader): Promise<ProgrammeDraft[]> {
  return db.query<ProgrammeDraft>(`${SELECT} ORDER BY changed_at DESC, id`);
}

/** How many units of each level there are on a day. */
export async function countUnits(db: Reader, date: string): Promise<Partial<Record<UnitLevel, number>>> {
  const rows = await db.query<{ level: UnitLevel; units: number }>(
    `SELECT level, count(*)::int AS units FROM known_unit
     WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) GROUP BY level`,
    [date],
  );
  return Object.fromEntries(rows.map(({ level, units }) => [level, units]));
}
