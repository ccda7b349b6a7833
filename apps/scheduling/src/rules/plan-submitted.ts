import { make, PlanSubmitted } from '#contracts';
import { summaryOf, type PlanContent } from './plan-content.js';

/** The event of a plan that asks for approval; everything but the author follows from the content. */
export function planSubmitted(
  planId: string,
  content: PlanContent,
  contentHash: string,
  submittedBy: string,
  revisesPlanId?: string,
) {
  const { kind, programmeId, classes } = content;
  return make(PlanSubmitted, {
    planId,
    kind,
    programmeId,
    contentHash,
    submittedBy,
    ...(revisesPlanId ? { revisesPlanId } : {}),
    summary: summaryOf(content),
    classes: classes.map(({ classId, classType, hostUnitId, startsOn, endsOn, people, skill }) => ({
      classId,
      classType,
      hostUnitId,
      startsOn,
      endsOn,
      people,
      ...(skill ? { skill } : {}),
    })),
  });
}
