import { randomUUID } from 'node:crypto';
import { make, PlanSubmitted } from '#contracts';
import { Transaction, type Received } from '#messaging';
import { AuditSealer } from '#platform';
import { ServiceUnderTest, type Answer } from '#testing';
import { OpenProposalOnPlanSubmitted } from '../../apps/approvals/src/reactions/open-proposal-on-plan-submitted.js';
import { approvals } from '../../apps/approvals/src/service.js';

const HASH = 'aa'.repeat(32);
const AT_ONCE = 200;

/** The approvals service as it runs, with proposals that wait for the reviewer. */
export class ApprovalsWorld {
  private constructor(readonly service: ServiceUnderTest) {}

  static async create(): Promise<ApprovalsWorld> {
    // The loops are run by hand: what is timed is not disturbed by them, and not helped.
    return new ApprovalsWorld(await ServiceUnderTest.start(approvals, { BACKGROUND_LOOPS: 'off' }));
  }

  get database(): ServiceUnderTest['database'] {
    return this.service.database;
  }

  /** Ids of so many new proposals. */
  async open(count: number): Promise<string[]> {
    const plans = Array.from({ length: count }, () => plan());
    const { app } = this.service;
    for (let from = 0; from < count; from += AT_ONCE) {
      const batch = plans.slice(from, from + AT_ONCE);
      const events = batch.map(data => ({ data, revision: 1 }) as Received<PlanSubmitted>);
      await app
        .get(Transaction, { strict: false })
        .run(tx => app.get(OpenProposalOnPlanSubmitted, { strict: false }).handle(events, tx));
    }
    const rows = await this.database.query<{ id: string }>('SELECT id FROM proposal WHERE subject_id = ANY ($1)', [
      plans.map(({ planId }) => planId),
    ]);
    return rows.map(({ id }) => id);
  }

  approve(id: string, subject: string): Promise<Answer> {
    return this.service.call('POST', `/v1/proposals/${id}/decisions`, {
      as: ['reviewer'],
      subject,
      headers: { 'if-match': '"1"', 'idempotency-key': `${subject}-${id}` },
      body: { decision: 'approve', contentHash: HASH },
    });
  }

  /** Seals whatever waits. */
  async seal(): Promise<void> {
    const sealer = this.service.app.get(AuditSealer, { strict: false });
    while (await sealer.seal());
  }

  async isWhole(): Promise<boolean> {
    const path = '/v1/audit-trail/verification';
    const { body } = await this.service.call<{ valid: boolean }>('GET', path, { as: ['auditor'] });
    return body.valid;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}

function plan(): PlanSubmitted {
  return make(PlanSubmitted, {
    planId: randomUUID(),
    kind: 'supplementary',
    programmeId: randomUUID(),
    contentHash: HASH,
    submittedBy: 'system',
    summary: { classes: 0, people: 0, unserved: 0, personKm: 0, fewestClasses: 0, gap: 0 },
    classes: [],
  });
}
