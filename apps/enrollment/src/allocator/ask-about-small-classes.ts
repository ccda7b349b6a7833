import { addDays } from '#kernel';
import type { Tx } from '#messaging';
import { lockClassSizes } from '../database/class-sizes.js';
import { requestClassChange } from '../database/request-class-change.js';
import { OPEN_CLASSES, SMALL_CLASSES } from '../database/small-classes.js';
import type { EnrollmentConfig } from '../enrollment.config.js';
import { proposeChanges, type OfferedClass } from '../rules/small-classes.js';

/** Who asks, on the proposal. */
const ASKED_BY = 'enrollment:small-class-check';

// Asked once for the date that a class has: what the chain returned or rejected is for people to take further.
const ALREADY_ASKED = `
  SELECT c.id FROM training_class c JOIN class_change x ON c.id IN (x.class_id, x.into_class_id)
  WHERE c.id = ANY ($1::uuid[]) AND x.kind = 'under-minimum' AND (
    x.status = 'asked' OR x.class_id = c.id AND (
      x.status = 'approved' AND x.action = 'keep' OR x.asked_on >= c.starts_on - $2::int))`;

/** Asks the approval chain what shall become of each class that has too few people so many days before its date. */
export async function askAboutSmallClasses(tx: Tx, today: string, config: EnrollmentConfig): Promise<void> {
  const { SMALL_CLASS_CHECK: isOn, SMALL_CLASS_DAYS: days } = config;
  if (isOn === 'off') return;
  const near = await tx.query<OfferedClass>(SMALL_CLASSES, [addDays(today, days)]);
  const ids = near.map(({ id }) => id);
  const asked = new Set((await tx.query<{ id: string }>(ALREADY_ASKED, [ids, days])).map(({ id }) => id));
  const small = near.filter(({ id, startsOn }) => startsOn > today && !asked.has(id));
  if (small.length === 0) return;
  const changes = proposeChanges(small, await tx.query<OfferedClass>(OPEN_CLASSES, [today]));
  const sizes = await lockClassSizes(
    tx,
    changes.flatMap(({ classId, intoClassId }) => [classId, ...(intoClassId ? [intoClassId] : [])]),
  );
  for (const { classId, action, intoClassId } of changes) {
    const one = sizes.get(classId);
    const into = intoClassId ? sizes.get(intoClassId) : undefined;
    // Between the look and the lock the class may have been filled, held or merged; the next day looks again.
    if (one?.status !== 'open' || one.granted >= one.minimum || (into && into.status !== 'open')) continue;
    const reason = `Lớp có ${one.granted}/${one.minimum} người, còn ${days} ngày hoặc ít hơn đến ngày khai giảng`;
    const wanted = { action, intoClassId, startsOn: null, extra: null };
    await requestClassChange(tx, { wanted, one, into, reason, by: ASKED_BY, on: today });
  }
}
