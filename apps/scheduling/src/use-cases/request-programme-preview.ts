import { Injectable } from '@nestjs/common';
import { make, ProgrammePreviewRequested } from '#contracts';
import { ConflictError, newId, NotFoundError } from '#kernel';
import { outgoing } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { isWithAuthor, lockDraft } from '../database/programme-draft.js';

/** Asks whom a draft would name; the answer is put beside the draft. */
@Injectable()
export class RequestProgrammePreviewHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(id: string, key: RequestKey): Promise<{ id: string }> {
    return this.idempotency.run(key, { id }, async tx => {
      const draft = await lockDraft(tx, id);
      if (!draft) throw new NotFoundError('SCHEDULING.PROGRAMME_UNKNOWN', { programme: id });
      const { code, version, status, rules } = draft;
      // What the deciders see is what the draft shows.
      if (!isWithAuthor(draft)) throw new ConflictError('SCHEDULING.DRAFT_DECIDED', { code, version, status });
      const previewId = newId();
      await tx.query(
        'UPDATE programme_draft SET preview_id = $2, preview_asked_at = now(), effect = NULL WHERE id = $1',
        [id, previewId],
      );
      const question = make(ProgrammePreviewRequested, { previewId, from: rules.inForce.from, rules });
      tx.publish(outgoing(question, { key: previewId, revision: 1 }));
      return { id };
    });
  }
}
