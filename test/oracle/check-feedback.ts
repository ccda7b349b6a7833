import { line, noViolation } from './compare.js';
import type { EnrollmentRows } from './load-enrollment.js';
import type { Check } from './oracle.js';
import type { World } from './replay-journal.js';
import { groupBy } from './world.js';

/**
 * What is kept of a class was said by people who were in it, once each: they were in a session or attended. Of whom the
 * last mark says absent somebody may have been in too few sessions, but must then have been in one.
 */
export function checkFeedback(
  { attendance: { marks } }: Pick<World, 'attendance'>,
  { feedback, sessions }: Pick<EnrollmentRows, 'feedback' | 'sessions'>,
): Check {
  const inSession = new Set(sessions.map(({ classId, personId }) => `${classId}/${personId}`));
  const said = groupBy(feedback, ({ classId, personId }) => `${classId}/${personId}`);
  const wasThere = (key: string) => inSession.has(key) || marks.get(key)?.mark === 'attended';
  return noViolation(
    { vi: 'Chỉ người có mặt mới đánh giá lớp', en: 'Only who was in a class rates it, once' },
    said.size,
    [...said].flatMap(([key, rows]) => {
      const { classId, personId } = rows[0]!;
      return rows.length > 1 || !wasThere(key) ? [line({ class: classId, person: personId, times: rows.length })] : [];
    }),
  );
}
