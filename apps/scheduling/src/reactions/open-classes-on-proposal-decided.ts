import { Injectable } from '@nestjs/common';
import { ClassOpened, make, type ProposalDecided } from '#contracts';
import { DomainError, NotFoundError } from '#kernel';
import { outgoing, type Reaction, type Received, type Tx } from '#messaging';
import { lockPlan, type PlanHead } from '../database/read-plan.js';
import { readSettings } from '../database/planning-settings.js';
import { readProgramme } from '../database/read-programme.js';
import { readUnits } from '../database/read-units.js';
import { reachOf } from '../rules/reach.js';

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
  const { settings } = await readSettings(tx);
  const accounts = new Map(settings.trainers?.map(one => [one.id, one.account]));
  for (const { seats, people: _people, trainerId = '', ...one } of content.classes) {
    const account = accounts.get(trainerId);
    if (account !== undefined)
      await tx.query('UPDATE training_class SET trainer = $2 WHERE id = $1', [one.classId, account]);
    const trainer = account === undefined ? {} : { trainer: account };
    const type = rules.classTypes.find(({ code }) => code === one.classType);
    if (!type) throw new Error(`Programme ${programme.code} has no class type ${one.classType} any more`);
    const held = { ...one, seatUnitIds: seats.map(({ unitId }) => unitId) };
    const reachUnitIds = reachOf(held, type, rules, units);
    tx.publish(
      outgoing(
        make(ClassOpened, {
          ...one,
          ...trainer,
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
