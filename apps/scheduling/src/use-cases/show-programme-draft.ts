import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotFoundError } from '#kernel';
import { findFindings, readDraftContext } from '../database/draft-context.js';
import { readDraft, readDrafts } from '../database/programme-draft.js';
import { readProgramme } from '../database/read-programme.js';
import { reading } from '../database/reader.js';
import type { Finding } from '../rules/check-programme.js';
import { findingSentence, isContradiction } from '../rules/programme-findings.js';

/** A draft with everything that is to be known before it is taken to approval. */
@Injectable()
export class ShowProgrammeDraftHandler {
  constructor(private readonly dataSource: DataSource) {}

  async list() {
    const drafts = await readDrafts(reading(this.dataSource));
    return { items: drafts.map(({ rules, ...draft }) => ({ ...draft, title: rules.title, inForce: rules.inForce })) };
  }

  async one(id: string) {
    const db = reading(this.dataSource);
    const draft = await readDraft(db, id);
    if (!draft) throw new NotFoundError('SCHEDULING.PROGRAMME_UNKNOWN', { programme: id });
    const { present, findings, changes, classes } = await readDraftContext(db, draft);
    return {
      ...draft,
      findings: findings.map(inWords),
      changes,
      comparedWith: present ? { id: present.id, code: present.code, version: present.version } : null,
      classes,
    };
  }

  /** The findings of a programme in force or of earlier days. */
  async check(id: string) {
    const db = reading(this.dataSource);
    const programme = await readProgramme(db, id);
    if (!programme) throw new NotFoundError('SCHEDULING.PROGRAMME_UNKNOWN', { programme: id });
    return { id, findings: (await findFindings(db, programme.rules)).map(inWords) };
  }
}

const inWords = (finding: Finding) => ({
  ...finding,
  contradiction: isContradiction(finding.code),
  message: findingSentence(finding.code, finding.params),
});
