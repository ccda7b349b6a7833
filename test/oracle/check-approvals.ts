import { line, noViolation, sameMultiset } from './compare.js';
import type { ClassRow } from './load-enrollment.js';
import type { ApprovalsRows, ProgrammeRow, SchedulingRows } from './load-plans.js';
import type { ClassFact } from './load-reporting.js';
import type { Check } from './oracle.js';
import { programmeKey } from './programmes.js';
import { hashOf, isApproved, type DecidedClass } from './replay-classes.js';
import type { World } from './replay-journal.js';
import { groupBy } from './world.js';

/** Two different people approved exactly the content that a class comes from, or it would not be open. */
export function checkApproved(
  { plans, openClasses }: Pick<SchedulingRows, 'plans' | 'openClasses'>,
  enrollment: Pick<ClassRow, 'classId' | 'planId'>[],
  { proposals, decisions }: Pick<ApprovalsRows, 'proposals' | 'decisions'>,
): Check {
  const byPlan = new Map(plans.map(plan => [plan.planId, plan]));
  const decided = groupBy(decisions, ({ proposalId }) => proposalId);
  const open = new Map([...openClasses, ...enrollment].map(({ classId, planId }) => [classId, planId]));
  const isOfPeople = (planId: string) => {
    const plan = byPlan.get(planId);
    if (!plan || plan.status !== 'approved' || plan.contentHash !== hashOf(plan.content)) return false;
    return proposals.some(
      one =>
        one.planId === planId &&
        one.contentHash === plan.contentHash &&
        isApproved(one, decided.get(one.proposalId) ?? []),
    );
  };
  const approved = new Set([...byPlan.keys()].filter(isOfPeople));
  return noViolation(
    { vi: 'Chỉ mở lớp đã được hai người phê duyệt', en: 'Only classes approved by two people are open' },
    open.size,
    [...open].filter(([, planId]) => !approved.has(planId)).map(([classId, plan]) => line({ class: classId, plan })),
  );
}

/** Two different people approved exactly the rules that count, unless one person was allowed to put them in force. */
export function checkProgrammes(
  { adoptedDirectly }: Pick<World, 'adoptedDirectly'>,
  programmes: ProgrammeRow[],
  { adoptions, decisions }: Pick<ApprovalsRows, 'adoptions' | 'decisions'>,
): Check {
  const decided = groupBy(decisions, ({ proposalId }) => proposalId);
  const isOfPeople = ({ programmeId, rules }: ProgrammeRow) =>
    adoptions.some(
      one =>
        one.programmeId === programmeId &&
        one.content.sourceHash === hashOf(rules) &&
        one.contentHash === hashOf(one.content) &&
        isApproved(one, decided.get(one.proposalId) ?? []),
    );
  return noViolation(
    { vi: 'Chỉ áp dụng đề án đã được hai người phê duyệt', en: 'Only programmes approved by two people are in force' },
    programmes.length,
    programmes
      .filter(one => !adoptedDirectly.has(programmeKey(one)) && !isOfPeople(one))
      .map(({ programmeId, code, version }) => line({ programme: programmeId, code, version })),
  );
}

/** What people sit in is what was approved: same host, skill, days and limits, no class more and none less, none but by decision changed. */
export function checkClasses(decided: ReadonlyMap<string, DecidedClass>, found: ClassRow[]): Check {
  return sameMultiset(
    { vi: 'Lớp đúng như kế hoạch và quyết định', en: 'Classes are as planned and decided' },
    [...decided.values()].map(classLine),
    found.map(one => classLine({ ...one, cancelled: one.status === 'cancelled' })),
  );
}

/** Scheduling plans around, and reporting shows, the classes as they became. */
export function checkClassesElsewhere(
  decided: ReadonlyMap<string, DecidedClass>,
  scheduling: ClassFact[],
  reporting: ClassFact[],
): Check[] {
  const expected = [...decided.values()].map(one => factLine({ ...one, maximum: one.maximum + one.extra }));
  return [
    sameMultiset(
      { vi: 'Lớp theo cách hiểu của dịch vụ xếp lớp', en: 'Classes as scheduling knows them' },
      expected,
      scheduling.map(factLine),
    ),
    sameMultiset({ vi: 'Báo cáo: lớp', en: 'Reporting: classes' }, expected, reporting.map(factLine)),
  ];
}

type ClassLine = Omit<DecidedClass, 'planId'>;

function classLine(one: ClassLine): string {
  const { classId, classType, hostUnitId, skill = null, startsOn, endsOn, minimum, maximum, extra, cancelled } = one;
  return line({
    class: classId,
    classType,
    host: hostUnitId,
    skill,
    startsOn,
    endsOn,
    minimum,
    maximum,
    extra,
    cancelled,
  });
}

function factLine({ classId, startsOn, endsOn, maximum, cancelled }: ClassFact): string {
  return line({ class: classId, startsOn, endsOn, maximum, cancelled });
}
