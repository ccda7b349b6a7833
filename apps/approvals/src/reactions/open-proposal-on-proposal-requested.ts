import { Injectable } from '@nestjs/common';
import { contentHashOf, PROPOSAL_KIND_OWNERS, type ProposalRequested } from '#contracts';
import { Clock, DomainError } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';
import { openProposals } from '../database/open-proposals.js';

/** Starts the chain of what a service asks for; what it may not ask for, or hashed wrongly, is dead-lettered. */
@Injectable()
export class OpenProposalOnProposalRequested implements Reaction<ProposalRequested> {
  constructor(private readonly clock: Clock) {}

  async handle(events: Received<ProposalRequested>[], tx: Tx): Promise<void> {
    const requests = events.map(event => {
      const { kind, sourceId, contentHash, content } = event.data;
      const service = event.type.split('.')[0] ?? '';
      if (!PROPOSAL_KIND_OWNERS[kind].includes(service))
        throw new DomainError('APPROVALS.REQUEST_FORGED', { service, kind });
      if (contentHashOf(content) !== contentHash) throw new DomainError('APPROVALS.REQUEST_HASH_WRONG', { sourceId });
      return { ...event.data, parts: event.data.parts ?? [], revises: sourceId, causedBy: event };
    });
    await openProposals(tx, requests, this.clock.now().toISOString(), this.clock.today());
  }
}
