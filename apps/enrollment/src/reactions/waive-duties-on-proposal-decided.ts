import { Injectable } from '@nestjs/common';
import type { ProposalDecided } from '#contracts';
import { Clock } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';
import { lockBulkWaiver, type BulkWaiver } from '../database/bulk-waivers.js';
import { loadPeople } from '../database/load-people.js';
import { waiveDuties } from '../database/waive-duties.js';

const DUTIES = `
  SELECT duty_id AS id, person_id AS "personId", revision FROM bulk_waiver_duty
  WHERE bulk_waiver_id = $1 AND outcome IS NULL ORDER BY duty_id`;

const MARK = `
  UPDATE bulk_waiver_duty SET outcome = said.outcome FROM unnest($2::uuid[], $3::text[]) AS said (duty_id, outcome)
  WHERE bulk_waiver_id = $1 AND bulk_waiver_duty.duty_id = said.duty_id`;
const MARK_ALL = `UPDATE bulk_waiver_duty SET outcome = $2 WHERE bulk_waiver_id = $1 AND outcome IS NULL`;

const DECIDE = 'UPDATE bulk_waiver SET status = $2, decided_on = $3, version = version + 1 WHERE id = $1';

interface Asked {
  id: string;
  personId: string;
  revision: number;
}

/** Sets the duties of an approved request aside; one that is not as it was when it was asked about is left and listed. */
@Injectable()
export class WaiveDutiesOnProposalDecided implements Reaction<ProposalDecided> {
  constructor(private readonly clock: Clock) {}

  async handle(events: Received<ProposalDecided>[], tx: Tx): Promise<void> {
    for (const event of events) if (event.data.subjectType === 'bulk-waiver') await this.decide(event, tx);
  }

  private async decide(event: Received<ProposalDecided>, tx: Tx): Promise<void> {
    const { subjectId, contentHash, outcome } = event.data;
    const waiver = await lockBulkWaiver(tx, subjectId);
    // Asked for anew since, or heard of a second time.
    if (waiver?.status !== 'asked' || waiver.contentHash !== contentHash) return;
    let status: BulkWaiver['status'] = outcome;
    if (outcome === 'approved') {
      // The day may have come before the decision.
      if (waiver.until >= this.clock.today() && (await this.carryOut(waiver, event, tx)) > 0) status = 'approved';
      else status = 'outdated';
    }
    await tx.query(MARK_ALL, [subjectId, status === 'outdated' ? 'over' : 'not-approved']);
    await tx.query(DECIDE, [subjectId, status, this.clock.today()]);
  }

  private async carryOut(waiver: BulkWaiver, causedBy: Received<ProposalDecided>, tx: Tx): Promise<number> {
    const { id: bulkWaiverId, reason, until } = waiver;
    const asked = await tx.query<Asked>(DUTIES, [bulkWaiverId]);
    const people = await loadPeople(tx, [...new Set(asked.map(({ personId }) => personId))].sort());
    const open = new Map(people.flatMap(({ duties }) => duties.map(duty => [duty.id, duty] as const)));
    const judged = asked.map(({ id, revision }) => {
      const duty = open.get(id);
      if (duty?.status !== 'open') return { id, outcome: 'not-open' };
      return duty.revision === revision ? { id, outcome: 'waived', duty } : { id, outcome: 'changed' };
    });
    const duties = judged.flatMap(({ duty }) => duty ?? []);
    const by = causedBy.data.steps.at(-1)?.decidedBy ?? 'approvals';
    const on = this.clock.today();
    if (duties.length > 0) await waiveDuties(tx, people, duties, { reason, until, on, by, bulkWaiverId, causedBy });
    await tx.query(MARK, [bulkWaiverId, judged.map(({ id }) => id), judged.map(({ outcome }) => outcome)]);
    return duties.length;
  }
}
