import { Injectable } from '@nestjs/common';
import { make, ProgrammePreviewed, type AssignmentState, type ProgrammePreviewRequested } from '#contracts';
import { addDays } from '#kernel';
import { outgoing, type Reaction, type Received, type Tx } from '#messaging';
import { loadBook } from '../database/load-book.js';
import { cohortOf } from '../rules/cohort.js';

interface Group extends Pick<AssignmentState, 'unitLevel' | 'post' | 'duties'> {
  people: number;
  openDuties: number;
  retraining: number;
}

// Rules look at level, post and duties only, so people who are alike in these are judged once.
const GROUPS = `
  SELECT s.unit_level AS "unitLevel", s.post, coalesce(s.duties, '{}') AS duties, count(*)::int AS people,
    coalesce(sum(d.open), 0)::int AS "openDuties", coalesce(sum(d.retraining), 0)::int AS retraining
  FROM person_state s
  LEFT JOIN (SELECT person_id, count(*) AS open, count(*) FILTER (WHERE kind = 'retraining') AS retraining
             FROM training_duty WHERE status = 'open' GROUP BY person_id) AS d USING (person_id)
  WHERE s.unit_id IS NOT NULL
  GROUP BY s.unit_level, s.post, coalesce(s.duties, '{}')`;

/** Answers whom rules would name, by the very matching that will be used when they are in force; writes nothing. */
@Injectable()
export class PreviewEffectOnProgrammePreviewRequested implements Reaction<ProgrammePreviewRequested> {
  async handle(events: Received<ProgrammePreviewRequested>[], tx: Tx): Promise<void> {
    const book = await loadBook(tx);
    const groups = await tx.query<Group>(GROUPS);
    for (const event of events) {
      const { previewId, from, rules } = event.data;
      const present = (book.on(from) ?? book.on(addDays(from, -1)))?.rules;
      const named = groups.map(group => ({
        ...group,
        before: present && cohortOf(present, group),
        after: cohortOf(rules, group),
      }));
      const count = (which: (typeof named)[number][], what: 'people' | 'openDuties' | 'retraining' = 'people') =>
        which.reduce((sum, group) => sum + group[what], 0);
      const leaving = named.filter(({ before, after }) => before && !after);
      const previewed = make(ProgrammePreviewed, {
        previewId,
        cohorts: rules.cohorts.map(({ code }) => ({
          code,
          people: count(named.filter(({ after }) => after?.code === code)),
        })),
        entering: count(named.filter(({ before, after }) => !before && after)),
        leaving: count(leaving),
        changingClassType: count(
          named.filter(({ before, after }) => before && after && before.classType !== after.classType),
        ),
        dutiesWaived: count(leaving, 'openDuties'),
        retraining: count(named, 'retraining'),
      });
      tx.publish(outgoing(previewed, { key: previewId, revision: 1, causedBy: event }));
    }
  }
}
