import { createHash } from 'node:crypto';
import { line, noViolation, sameMultiset } from './compare.js';
import type { ClassRow } from './load-enrollment.js';
import type { ApprovalsRows, PlanRow, SchedulingRows } from './load-plans.js';
import type { Check } from './oracle.js';
import { groupBy } from './world.js';

type Approvals = Pick<ApprovalsRows, 'proposals' | 'decisions'>;

/** Two different people approved exactly the content that a class comes from, or it would not be open. */
export function checkApproved(
  { plans, openClasses }: Pick<SchedulingRows, 'plans' | 'openClasses'>,
  enrollment: Pick<ClassRow, 'classId' | 'planId'>[],
  { proposals, decisions }: Approvals,
): Check {
  const byPlan = new Map(plans.map(plan => [plan.planId, plan]));
  const decided = groupBy(decisions, ({ proposalId }) => proposalId);
  const open = new Map([...openClasses, ...enrollment].map(({ classId, planId }) => [classId, planId]));
  const isApproved = (planId: string) => {
    const plan = byPlan.get(planId);
    if (!plan || plan.status !== 'approved' || plan.contentHash !== hashOf(plan.content)) return false;
    return proposals.some(({ proposalId, planId: about, contentHash, status }) => {
      if (about !== planId || status !== 'approved' || contentHash !== plan.contentHash) return false;
      const steps = decided.get(proposalId) ?? [];
      const people = new Set(steps.map(({ decidedBy }) => decidedBy));
      return people.size >= 2 && steps.every(one => one.decision === 'approve' && one.contentHash === contentHash);
    });
  };
  const approved = new Set([...byPlan.keys()].filter(isApproved));
  return noViolation(
    { vi: 'Chỉ mở lớp đã được hai người phê duyệt', en: 'Only classes approved by two people are open' },
    open.size,
    [...open].filter(([, planId]) => !approved.has(planId)).map(([classId, plan]) => line({ class: classId, plan })),
  );
}

/** What people sit in is what was approved: same host, days and limits, no class more and none less. */
export function checkClasses(plans: PlanRow[], found: ClassRow[]): Check {
  const approved = plans.filter(({ status }) => status === 'approved').flatMap(({ content }) => content.classes);
  return sameMultiset(
    { vi: 'Lớp đã mở đúng như kế hoạch', en: 'Open classes are as planned' },
    approved.map(classLine),
    found.map(classLine),
  );
}

type PlannedLimits = Omit<ClassRow, 'planId' | 'programme' | 'granted' | 'status'>;

function classLine({ classId, classType, hostUnitId, startsOn, endsOn, minimum, maximum }: PlannedLimits): string {
  return line({ class: classId, classType, host: hostUnitId, startsOn, endsOn, minimum, maximum });
}

/** SHA-256 of the content with its names sorted, as RFC 8785 writes it. */
export function hashOf(content: unknown): string {
  return createHash('sha256').update(sortedJson(content)).digest('hex');
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${sortedJson(inner)}`).join(',')}}`;
}
