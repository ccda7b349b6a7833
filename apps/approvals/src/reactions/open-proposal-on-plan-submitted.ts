import { Injectable } from '@nestjs/common';
import { make, ProposalSubmitted, type PlanSubmitted } from '#contracts';
import { Clock, DomainError, uuidFrom } from '#kernel';
import { outgoing, type Reaction, type Received, type Tx } from '#messaging';
import { appendAudit } from '../database/append-audit.js';
import { contentOf } from '../rules/proposal-content.js';

const SUBJECT_TYPE = 'plan';

interface Opened {
  id: string;
  subjectId: string;
  contentHash: string;
  submittedBy: string;
}

// The same content submitted again is the same proposal: it keeps its decisions.
const OPEN = `
  INSERT INTO proposal
    (id, subject_type, subject_id, subject_revision, content_hash, content, submitted_by, chain, status)
  SELECT id, $1, subject_id, revision, content_hash, content, submitted_by, $2::jsonb, 'open'
  FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::text[], $7::jsonb[], $8::text[])
    WITH ORDINALITY AS submitted (id, subject_id, revision, content_hash, content, submitted_by, nth)
  ORDER BY nth
  ON CONFLICT DO NOTHING
  RETURNING id, subject_id AS "subjectId", content_hash AS "contentHash", submitted_by AS "submittedBy"`;

// Nobody should approve content that its author has replaced since.
const SUPERSEDE = `
  WITH gone AS (
    UPDATE proposal old SET status = 'superseded', version = version + 1
    WHERE old.status = 'open' AND old.subject_type = $1 AND old.subject_id = ANY ($2::uuid[])
      AND EXISTS (SELECT FROM proposal new
        WHERE new.subject_type = old.subject_type AND new.subject_id = old.subject_id
          AND new.subject_revision > old.subject_revision)
    RETURNING id, content_hash, number)
  SELECT id, content_hash AS "contentHash" FROM gone ORDER BY number`;

/** Starts the approval chain of each submitted plan, bound to the hash of its content. */
@Injectable()
export class OpenProposalOnPlanSubmitted implements Reaction<PlanSubmitted> {
  constructor(private readonly clock: Clock) {}

  async handle(events: Received<PlanSubmitted>[], tx: Tx): Promise<void> {
    const [chain] = await tx.query<{ steps: { role: string }[] }>('SELECT steps FROM chain WHERE subject_type = $1', [
      SUBJECT_TYPE,
    ]);
    if (!chain) throw new DomainError('APPROVALS.CHAIN_UNKNOWN', { subjectType: SUBJECT_TYPE });
    const causes = new Map(events.map(event => [proposalId(event.data), event]));
    const opened = await tx.query<Opened>(OPEN, [
      SUBJECT_TYPE,
      JSON.stringify(chain.steps),
      events.map(({ data }) => proposalId(data)),
      events.map(({ data }) => data.planId),
      events.map(({ revision }) => revision),
      events.map(({ data }) => data.contentHash),
      events.map(({ data }) => JSON.stringify(contentOf(data))),
      events.map(({ data }) => data.submittedBy),
    ]);
    const superseded = await tx.query<{ id: string; contentHash: string }>(SUPERSEDE, [
      SUBJECT_TYPE,
      events.map(({ data }) => data.planId),
    ]);
    for (const { id, subjectId, contentHash } of opened)
      tx.publish(
        outgoing(
          make(ProposalSubmitted, {
            proposalId: id,
            subjectType: SUBJECT_TYPE,
            subjectId,
            contentHash,
            chain: chain.steps.map(({ role }) => role),
          }),
          { key: id, revision: 1, causedBy: causes.get(id) },
        ),
      );
    const at = this.clock.now().toISOString();
    await appendAudit(tx, [
      ...opened.map(({ id, contentHash, submittedBy }) => ({
        at,
        subject: submittedBy,
        action: 'submit',
        objectType: 'proposal',
        objectId: id,
        contentHash,
        result: 'open',
      })),
      ...superseded.map(({ id, contentHash }) => ({
        at,
        subject: 'system',
        action: 'supersede',
        objectType: 'proposal',
        objectId: id,
        contentHash,
        result: 'superseded',
      })),
    ]);
  }
}

function proposalId({ planId, contentHash }: PlanSubmitted): string {
  return uuidFrom('proposal', SUBJECT_TYPE, planId, contentHash);
}
