import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ProgrammeRules } from '#contracts';
import { addDays, NotFoundError } from '#kernel';
import { countUnits, readDraft, readDrafts } from '../database/programme-draft.js';
import { readProgramme } from '../database/read-programme.js';
import { reading, type Reader } from '../database/reader.js';
import { checkProgramme, type PeopleCounts } from '../rules/check-programme.js';
import { findingSentence, isContradiction } from '../rules/programme-findings.js';
import { ruleChanges } from '../rules/rule-changes.js';

const IN_FORCE = 'SELECT id FROM programme WHERE valid @> $1::date';

// Classes that stand already: the new size or yearly number does not touch them, but they should be known.
const CLASSES = `
  SELECT class_type AS "classType", count(*)::int AS classes,
    count(*) FILTER (WHERE people < t.minimum OR people > t.maximum)::int AS "outsideSize", t."perYear"
  FROM training_class JOIN jsonb_to_recordset($2) AS t (code text, minimum int, maximum int, "perYear" int) ON t.code = class_type
  WHERE status <> 'cancelled' AND starts_on >= $1::date AND starts_on < ($1::date + interval '1 year')
  GROUP BY class_type, t."perYear" ORDER BY class_type`;

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
    const { rules, effect } = draft;
    const { from } = rules.inForce;
    const people = effect && Object.fromEntries(effect.cohorts.map(cohort => [cohort.code, cohort.people]));
    const present = (await inForceOn(db, from)) ?? (await inForceOn(db, addDays(from, -1)));
    return {
      ...draft,
      findings: await findingsOf(db, rules, people ?? undefined),
      changes: present ? ruleChanges(present.rules, rules) : [],
      comparedWith: present ? { id: present.id, code: present.code, version: present.version } : null,
      classes: await db.query(CLASSES, [from, JSON.stringify(rules.classTypes)]),
    };
  }

  /** The findings of a programme in force or of earlier days. */
  async check(id: string) {
    const db = reading(this.dataSource);
    const programme = await readProgramme(db, id);
    if (!programme) throw new NotFoundError('SCHEDULING.PROGRAMME_UNKNOWN', { programme: id });
    return { id, findings: await findingsOf(db, programme.rules) };
  }
}

async function inForceOn(db: Reader, date: string) {
  const [found] = await db.query<{ id: string }>(IN_FORCE, [date]);
  return found && readProgramme(db, found.id);
}

async function findingsOf(db: Reader, rules: ProgrammeRules, people?: PeopleCounts) {
  const units = await countUnits(db, rules.inForce.from);
  return checkProgramme(rules, units, people).map(finding => ({
    ...finding,
    contradiction: isContradiction(finding.code),
    message: findingSentence(finding.code, finding.params),
  }));
}
