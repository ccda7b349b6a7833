import { Injectable } from '@nestjs/common';
import type { ProgrammePreviewed } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

/** Keeps what a draft would bring about beside it; an answer to an older question finds no draft. */
@Injectable()
export class KeepEffectOnProgrammePreviewed implements Reaction<ProgrammePreviewed> {
  async handle(events: Received<ProgrammePreviewed>[], tx: Tx): Promise<void> {
    for (const { data } of events) {
      const { previewId, ...effect } = data;
      await tx.query('UPDATE programme_draft SET effect = $2 WHERE preview_id = $1', [
        previewId,
        JSON.stringify(effect),
      ]);
    }
  }
}
