import { Injectable } from '@nestjs/common';
import type { PlanSubmitted } from '#contracts';
import { Clock } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';
import { openProposals } from '../database/open-proposals.js';
import { contentOfPlan } from '../rules/proposal-content.js';

/** Starts the approval chain of each submitted plan, bound to the hash of its content. */
@Injectable()
export class OpenProposalOnPlanSubmitted implements Reaction<PlanSubmitted> {
  constructor(private readonly clock: Clock) {}

  async handle(events: Received<PlanSubmitted>[], tx: Tx): Promise<void> {
    const requests = events.map(event => ({
      kind: 'plan' as const,
      sourceId: event.data.planId,
      sourceVersion: event.revision,
      contentHash: event.data.contentHash,
      content: contentOfPlan(event.data),
      unitIds: [],
      parts: [],
      submittedBy: event.data.submittedBy,
      editedBy: [],
      revises: event.data.revisesPlanId ?? event.data.planId,
      causedBy: event,
    }));
    await openProposals(tx, requests, this.clock.now().toISOString(), this.clock.today());
  }
}
