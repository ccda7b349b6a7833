import { canonicalJson, sha256, uuidFrom } from '#kernel';
import { buildProblem, type Draft, type LeftOut, type Problem } from '../rules/build-problem.js';
import { planContent, type DraftedType, type PlanContent, type PlanKind } from '../rules/plan-content.js';
import type { PlannerRunner } from './planner-runner.js';

/** The question of one class type, ready for the planner. */
export interface Question {
  classType: Draft['classType'];
  problem: Problem;
  leftOut: LeftOut[];
  inputHash: string;
}

export interface DraftedPlan {
  id: string;
  content: PlanContent;
  certificate: object;
  inputHash: string;
}

export function questionOf(draft: Draft): Question {
  const { problem, leftOut } = buildProblem(draft);
  return { classType: draft.classType, problem, leftOut, inputHash: sha256(canonicalJson(problem)) };
}

/**
 * Plans the class types one after the other and puts them into one plan. `decided` counts the earlier plans of this
 * kind that were decided: equal demand that comes back after a decision is another plan.
 */
export async function draftTypes(
  planner: PlannerRunner,
  { programmeId, kind, decided }: { programmeId: string; kind: PlanKind; decided: number },
  questions: Question[],
): Promise<DraftedPlan> {
  const inputHash = sha256(canonicalJson({ decided, questions: questions.map(question => question.inputHash) }));
  const id = uuidFrom('plan', programmeId, kind, inputHash);
  const drafted: DraftedType[] = [];
  const certificate: Record<string, object> = {};
  for (const { classType, problem, leftOut } of questions) {
    const plan = await planner.plan(problem);
    drafted.push({ classType, groups: problem.groups, leftOut, plan });
    certificate[classType.code] = { ...plan.certificate, bounds: plan.bounds };
  }
  return { id, inputHash, certificate, content: planContent(id, kind, programmeId, drafted) };
}
