import { Injectable } from '@nestjs/common';
import { ClassOpened, make, type ProposalDecided } from '#contracts';
import { DomainError, NotFoundError } from '#kernel';
import { outgoing, type Reaction, type Received, type Tx } from '#messaging';
import { lockPlan, type PlanHead } from '../database/read-plan.js';
import { readSettings } from '../database/planning-settings.js';
import { readProgramme } from '../database/read-programme.js';
import { readUnits } from '../database/read-units.js';
import type { ContentClass } from '../rules/plan-content.js';
import { reachOf } from '../rules/reach.js';

const TRAINERS = `
  UPDATE training_class SET trainer = named.trainer FROM unnest($1::uuid[], $2::text[]) AS named (id, trainer)
  WHERE training_class.id = named.id`;

/** Opens the classes of an approved plan; a plan that was not approved gives its classes up. */
@Injectable()
export class OpenClassesOnProposalDecided implements Reaction<ProposalDecided> {
  async handle(events: Received<ProposalDecided>[], tx: Tx): Promise<void> {
    for (const event of events) if (event.data.subjectType === 'plan') await this.decide(event, tx);
  }

  private async decide(event: Received<ProposalDecided>, tx: Tx): Promise<void> {
    const { subjectId: planId, contentHash } = event.data;
    // Both give the plan back to its author.
    const outcome = event.data.outcome === 'withdrawn' ? 'returned' : event.data.outcome;
    const plan = await lockPlan(tx, planId);
    if (!plan) throw new NotFoundError('SCHEDULING.PLAN_UNKNOWN', { planId });
    // What was approved must be exactly what would be opened.
    if (plan.contentHash !== contentHash) throw new DomainError('SCHEDULING.PLAN_HASH_MISMATCH', { planId });
    if (plan.status === outcome) return;
    if (plan.status !== 'submitted')
      throw new DomainError('SCHEDULING.PLAN_NOT_SUBMITTED', { planId, status: plan.status, outcome });
    await tx.query('UPDATE plan SET status = $2, version = version + 1 WHERE id = $1', [planId, outcome]);
    await tx.query(`UPDATE training_class SET status = $2 WHERE plan_id = $1 AND status = 'planned'`, [
      planId,
      outcome === 'approved' ? 'open' : 'cancelled',
    ]);
    if (outcome === 'approved') await publishClasses(plan, event, tx);
  }
}

async function publishClasses({ id, kind, programmeId, content }: PlanHead, causedBy: Received, tx: Tx): Promise<void> {
  const programme = await readProgramme(tx, programmeId);
  if (!programme) throw new NotFoundError('SCHEDULING.PROGRAMME_UNKNOWN', { programme: programmeId });
  const { rules } = programme;
  const units = await readUnits(tx);
  const trainers = await nameTrainers(content.classes, tx);
  for (const { seats, people: _people, trainerId: _trainerId, ...one } of content.classes) {
    const trainer = trainers.get(one.classId);
    const type = rules.classTypes.find(({ code }) => code === one.classType);
    if (!type) throw new Error(`Programme ${programme.code} has no class type ${one.classType} any more`);
    const held = { ...one, seatUnitIds: seats.map(({ unitId }) => unitId) };
    const reachUnitIds = reachOf(held, type, rules, units);
    tx.publish(
      outgoing(
        make(ClassOpened, {
          ...one,
          ...(trainer === undefined ? {} : { trainer }),
          planId: id,
          programmeId,
          purpose: kind,
          seatPlan: seats,
          reachUnitIds,
        }),
        { key: one.classId, revision: 1, causedBy },
      ),
    );
  }
}

/** The accounts that teach these classes, by class; none where the settings name nobody for the planner's trainer. */
async function nameTrainers(classes: ContentClass[], tx: Tx): Promise<Map<string, string>> {
  const { settings } = await readSettings(tx);
  const accounts = new Map(settings.trainers?.map(one => [one.id, one.account]));
  const trainers = new Map<string, string>();
  for (const { classId, trainerId = '' } of classes) {
    const account = accounts.get(trainerId);
    if (account !== undefined) trainers.set(classId, account);
  }
  if (trainers.size > 0) await tx.query(TRAINERS, [[...trainers.keys()], [...trainers.values()]]);
  return trainers;
}
