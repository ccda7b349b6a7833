import { Injectable } from '@nestjs/common';
import { contentHashOf, make, SchedulingProposalRequested } from '#contracts';
import { ConflictError, NotFoundError } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import { Idempotency, requireVersion, type RequestKey } from '#platform';
import { readDraftContext } from '../database/draft-context.js';
import { findOverlap } from '../database/find-overlap.js';
import { isWithAuthor, lockDraft, type ProgrammeDraft } from '../database/programme-draft.js';
import { readProgramme } from '../database/read-programme.js';
import { adoptionContent } from '../rules/adoption-content.js';

export interface SubmitProgrammeDraft {
  id: string;
  /** The revision that the caller has read. */
  revision: number;
  submittedBy: string;
}

const SUBMIT = `
  UPDATE programme_draft SET status = 'submitted', submitted_by = $2, content_hash = $3, compared_with = $4,
    source_version = source_version + 1, revision = revision + 1
  WHERE id = $1 RETURNING revision, source_version AS "sourceVersion"`;

/** Asks the approval chain to put a version in force; it decides on what the preview says the version brings about. */
@Injectable()
export class SubmitProgrammeDraftHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(command: SubmitProgrammeDraft, key: RequestKey) {
    return this.idempotency.run(key, command, tx => submit(command, tx));
  }
}

async function submit({ id, revision, submittedBy }: SubmitProgrammeDraft, tx: Tx) {
  const draft = await lockDraft(tx, id);
  if (!draft) throw new NotFoundError('SCHEDULING.PROGRAMME_UNKNOWN', { programme: id });
  requireVersion(revision, draft.revision);
  const { code, version, status, rules, effect, editedBy } = draft;
  if (!isWithAuthor(draft)) throw new ConflictError('SCHEDULING.DRAFT_DECIDED', { code, version, status });
  if (!effect) throw new ConflictError('SCHEDULING.PREVIEW_NEEDED', { code, version });
  await refuseUnlessFree(draft, tx);
  const { present, ...context } = await readDraftContext(tx, draft);
  const comparedWithId = present?.id ?? null;
  const content = adoptionContent({ id, rules, effect, comparedWithId, ...context });
  const contentHash = contentHashOf(content);
  const [now] = await tx.query<{ revision: number; sourceVersion: number }>(SUBMIT, [
    id,
    submittedBy,
    contentHash,
    comparedWithId,
  ]);
  if (!now) throw new Error(`Draft ${id} is locked and gone`);
  const { sourceVersion } = now;
  const event = make(SchedulingProposalRequested, {
    kind: 'programme-version',
    sourceId: id,
    sourceVersion,
    unitIds: [],
    submittedBy,
    editedBy,
    contentHash,
    content,
  });
  tx.publish(outgoing(event, { key: id, revision: sourceVersion }));
  return { id, status: 'submitted' as const, revision: now.revision, contentHash };
}

/** What cannot be put in force as the programmes stand now is not worth anybody's decision. */
async function refuseUnlessFree({ id, code, version, rules }: ProgrammeDraft, tx: Tx): Promise<void> {
  if (await readProgramme(tx, id)) throw new ConflictError('SCHEDULING.PROGRAMME_VERSION_TAKEN', { code, version });
  const overlap = await findOverlap(tx, rules);
  if (overlap) throw new ConflictError('SCHEDULING.PROGRAMME_OVERLAP', { code, ...overlap });
}
