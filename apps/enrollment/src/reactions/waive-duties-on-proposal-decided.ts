import { Injectable } from '@nestjs/common';
import type { ProposalDecided } from '#contracts';
import { Clock } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';
import { endBulkWaiver, lockBulkWaiver, type BulkWaiver } from '../database/bulk-waivers.js';
import { loadPeople } from '../database/load-people.js';
import { markChangedDuties } from '../database/outdate-bulk-waivers.js';
import { waiveDuties } from '../database/waive-duties.js';

const DUTIES = `
  SELECT duty_id AS id, person_id AS "personId" FROM bulk_waiver_duty
  WHERE bulk_waiver_id = $1 AND outcome IS NULL ORDER BY duty_id`;

/** Sets all duties of an approved request aside, or none: not when one of them is not as it was when it was asked about. */
@Injectable()
export class WaiveDutiesOnProposalDecided implements Reaction<ProposalDecided> {
  constructor(private readonly clock: Clock) {}

  async handle(events: Received<ProposalDecided>[], tx: Tx): Promise<void> {
    for (const event of events) if (event.data.subjectType === 'bulk-waiver') await this.decide(event, tx);
  }

  private async decide(event: Received<ProposalDecided>, tx: Tx): Promise<void> {
    const { subjectId, contentHash, outcome } = event.data;
    const waiver = await lockBulkWaiver(tx, subjectId);
    // Asked for anew or outdated since, or heard of a second time.
    if (waiver?.status !== 'asked' || waiver.contentHash !== contentHash) return;
    const on = this.clock.today();
    if (outcome !== 'approved') return endBulkWaiver(tx, subjectId, { status: outcome, rest: 'not-approved', on });
    // The day may have come before the decision.
    if (waiver.until < on) return endBulkWaiver(tx, subjectId, { status: 'outdated', rest: 'over', on });
    const isDone = await this.carryOut(waiver, event, tx);
    await endBulkWaiver(tx, subjectId, {
      ...(isDone ? { status: outcome, rest: 'waived' } : { status: 'outdated', rest: 'not-approved' }),
      on,
    });
  }

  private async carryOut(waiver: BulkWaiver, causedBy: Received<ProposalDecided>, tx: Tx): Promise<boolean> {
    const { id: bulkWaiverId, reason, until } = waiver;
    const asked = await tx.query<{ id: string; personId: string }>(DUTIES, [bulkWaiverId]);
    const people = await loadPeople(tx, [...new Set(asked.map(({ personId }) => personId))].sort());
    // Their people are locked, so from here on no duty changes.
    if (await markChangedDuties(tx, bulkWaiverId)) return false;
    const ids = new Set(asked.map(({ id }) => id));
    const duties = people.flatMap(person => person.duties.filter(({ id }) => ids.has(id)));
    const by = causedBy.data.steps.at(-1)?.decidedBy ?? 'approvals';
    const on = this.clock.today();
    await waiveDuties(tx, people, duties, { reason, until, on, by, bulkWaiverId, causedBy });
    return true;
  }
}
