import { Injectable } from '@nestjs/common';
import { make, parseProgramme, SchedulingProposalSourceChanged } from '#contracts';
import { ConflictError, uuidFrom } from '#kernel';
import { outgoing, Transaction, type Tx } from '#messaging';
import { lockDraft, type ProgrammeDraft } from '../database/programme-draft.js';

const SAVE = `
  INSERT INTO programme_draft AS kept (id, code, version, rules, edited_by) VALUES ($1, $2, $3, $4, ARRAY[$5::text])
  ON CONFLICT (id) DO UPDATE SET rules = excluded.rules, status = 'draft', revision = kept.revision + 1,
    edited_by = CASE WHEN $5 = ANY (kept.edited_by) THEN kept.edited_by ELSE kept.edited_by || $5 END,
    changed_at = now(), content_hash = NULL, preview_id = NULL, preview_asked_at = NULL, effect = NULL,
    submitted_by = NULL, compared_with = NULL, source_version = kept.source_version + (kept.source_version > 0)::int
    WHERE kept.status IN ('draft', 'returned', 'outdated', 'submitted') AND kept.rules <> excluded.rules
  RETURNING id`;

/** Keeps a programme file that is not in force: it can be checked, previewed, changed, and taken to approval. */
@Injectable()
export class SaveProgrammeDraftHandler {
  constructor(private readonly transaction: Transaction) {}

  async execute(
    file: string,
    subject: string,
  ): Promise<{ id: string; status: string; revision: number; isNew: boolean }> {
    const rules = parseProgramme(file);
    const { code, version } = rules;
    const id = uuidFrom('programme', code, version);
    return this.transaction.run(async tx => {
      const [taken] = await tx.query('SELECT id FROM programme WHERE id = $1', [id]);
      if (taken) throw new ConflictError('SCHEDULING.PROGRAMME_VERSION_TAKEN', { code, version });
      const saved = await tx.query(SAVE, [id, code, version, JSON.stringify(rules), subject]);
      const draft = await lockDraft(tx, id);
      if (!draft) throw new Error(`Draft ${id} was stored and is not there`);
      const { status, sourceVersion } = draft;
      if (saved.length === 0 && (status === 'rejected' || status === 'adopted'))
        throw new ConflictError('SCHEDULING.DRAFT_DECIDED', { code, version, status });
      if (saved.length > 0 && sourceVersion > 0) tellChange(tx, draft);
      return { id, status, revision: draft.revision, isNew: saved.length > 0 };
    });
  }
}

/** An open proposal is about a file that stands no more: nobody may decide on it. */
function tellChange(tx: Tx, { id, sourceVersion }: ProgrammeDraft): void {
  const changed = make(SchedulingProposalSourceChanged, { kind: 'programme-version', sourceId: id, sourceVersion });
  tx.publish(outgoing(changed, { key: id, revision: sourceVersion }));
}
