import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#kernel';
import { outgoing, Transaction } from '#messaging';
import { quotaLeft } from '../database/count-quota.js';
import { readDemand } from '../database/read-demand.js';
import { lastInputHashes, rememberOutcomes } from '../database/draft-state.js';
import { readDraftingSituation } from '../database/drafting-situation.js';
import { programmeWithRetraining, type Programme } from '../database/read-programme.js';
import { reading } from '../database/reader.js';
import { readSettings } from '../database/planning-settings.js';
import { readSurroundings } from '../database/read-surroundings.js';
import { readUnits } from '../database/read-units.js';
import { contentHash, decidedPlans, storePlan } from '../database/store-plan.js';
import { draftTypes, questionOf, type DraftedPlan, type Question } from '../planning/draft-types.js';
import { PlannerRunner } from '../planning/planner-runner.js';
import { demandFor, ofClassType, owesRetraining, renewOverdue, supplementaryWindow } from '../rules/demand.js';
import { planSubmitted } from '../rules/plan-submitted.js';
import { SchedulingConfig } from '../scheduling.config.js';

const REST_AFTER_FAILURE_MS = 60_000;

/** Answers retraining that waits with supplementary classes, drafted and submitted by the system itself. */
@Injectable()
export class DraftSupplementaryPlanHandler {
  /** The situation that was last dealt with: while nothing moves, a round costs one small query. */
  private settled = '';
  private restUntil = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transaction: Transaction,
    private readonly planner: PlannerRunner,
    private readonly config: SchedulingConfig,
    private readonly clock: Clock,
  ) {}

  /** One round; true when a plan was submitted. */
  async execute(): Promise<boolean> {
    if (this.clock.now().getTime() < this.restUntil) return false;
    const situation = await this.situation();
    // While demand still moves, or seats of open classes are still being offered, nobody knows what is missing.
    if (!situation.quiet || situation.filling || situation.mark === this.settled) return false;
    const submitted = await this.answer(situation.undecided);
    this.settled = situation.mark;
    return submitted;
  }

  /** True when nothing that is known now leads to another plan, unless somebody decides on one. */
  async isSettled(): Promise<boolean> {
    const { untouched, quiet, filling, mark } = await this.situation();
    return untouched || (quiet && !filling && mark === this.settled);
  }

  private situation() {
    return readDraftingSituation(reading(this.dataSource), this.config.DRAFT_QUIET_MS, this.clock.today());
  }

  private async answer(undecided: string[]): Promise<boolean> {
    const db = reading(this.dataSource);
    const programme = await programmeWithRetraining(db);
    if (!programme || undecided.includes(programme.id)) return false;
    const questions = await this.newQuestions(programme);
    if (questions.length === 0) return false;
    const decided = await decidedPlans(db, programme.id, 'supplementary');
    const plan = await this.draft(programme.id, decided, questions);
    return this.store(plan, questions);
  }

  /** One question per class type, without those that were asked before: their answer would be the same. */
  private async newQuestions({ id, rules }: Programme): Promise<Question[]> {
    const db = reading(this.dataSource);
    const { noticeDays } = rules.settings;
    const { withinDays } = rules.retraining;
    const [demand, units, asked] = [await readDemand(db, id), await readUnits(db), await lastInputHashes(db, id)];
    const questions: Question[] = [];
    for (const classType of rules.classTypes) {
      const isOfType = ofClassType(classType.code);
      const owing = demandFor(demand, id, group => owesRetraining(group) && isOfType(group));
      const window = supplementaryWindow(owing, { noticeDays, withinDays, today: this.clock.today() });
      if (!window) continue;
      const quota = rules.retraining.supplementaryCountsAgainstQuota
        ? ((await quotaLeft(db, id, rules, window.from.slice(0, 4))).get(classType.code) ?? 0)
        : null;
      const timeLimitSeconds = this.config.PLANNER_SECONDS;
      const question = questionOf({
        rules,
        classType,
        demand: renewOverdue(owing, window, withinDays),
        units,
        window,
        surroundings: await readSurroundings(db, window),
        quota,
        timeLimitSeconds,
      });
      if (asked.get(classType.code) !== question.inputHash) questions.push(question);
    }
    return questions;
  }

  private async draft(programmeId: string, decided: number, questions: Question[]): Promise<DraftedPlan> {
    try {
      return await draftTypes(this.planner, { programmeId, kind: 'supplementary', decided }, questions);
    } catch (error) {
      // A planner that fails would fail again on the same demand, and each try costs seconds of a processor.
      this.restUntil = this.clock.now().getTime() + REST_AFTER_FAILURE_MS;
      throw error;
    }
  }

  private store(plan: DraftedPlan, questions: Question[]): Promise<boolean> {
    const { content } = plan;
    return this.transaction.run(async tx => {
      await rememberOutcomes(tx, content, questions);
      if (content.classes.length === 0) return false;
      // By hand: the plan waits as a draft until somebody has read it and submits it.
      const isAutomatic = (await readSettings(tx)).settings.supplementary === 'automatic';
      if (!(await storePlan(tx, { ...plan, submittedBy: isAutomatic ? 'system' : null }))) return false;
      if (!isAutomatic) return true;
      tx.publish(
        outgoing(planSubmitted(plan.id, content, contentHash(content), 'system'), { key: plan.id, revision: 1 }),
      );
      return true;
    });
  }
}
