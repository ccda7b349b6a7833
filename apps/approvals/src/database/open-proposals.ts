import { make, ProposalSubmitted, type ProposalContent, type ProposalKind, type UnitPart } from '#contracts';
import { DomainError, uuidFrom } from '#kernel';
import { outgoing, type Received, type Tx } from '#messaging';
import { dueOn, type ChainStep } from '../rules/chain.js';
import { appendAudit } from './append-audit.js';
import { noteTasks } from './note-tasks.js';

/** What a service asks the chain to decide on. */
export interface Request {
  kind: ProposalKind;
  sourceId: string;
  sourceVersion: number;
  contentHash: string;
  content: ProposalContent;
  unitIds: string[];
  parts: UnitPart[];
  submittedBy: string;
  editedBy: string[];
  /** Source whose returned proposal this one revises; usually the source itself. */
  revises: string;
  causedBy: Received;
}

interface Chain {
  kind: ProposalKind;
  steps: ChainStep[];
  undoMinutes: number;
}

const CHAINS = `SELECT subject_type AS kind, steps, undo_minutes AS "undoMinutes" FROM chain WHERE subject_type = ANY ($1)`;

// A request heard again is the same proposal, and so is equal content while nobody was told how it ended: it keeps its decisions.
const OPEN = `
  INSERT INTO proposal (id, subject_type, subject_id, subject_revision, content_hash, content, unit_ids, submitted_by,
    chain, undo_minutes, due_on, parts, previous_id, status)
  SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $13,
    (SELECT id FROM proposal WHERE subject_type = $2 AND subject_id = $12 AND id <> $1
       AND status IN ('returned', 'withdrawn', 'superseded', 'stale', 'open') ORDER BY number DESC LIMIT 1), 'open'
  ON CONFLICT DO NOTHING RETURNING id`;

const AUTHORS = `INSERT INTO proposal_person SELECT $1, unnest($2::text[]), 'author' ON CONFLICT DO NOTHING`;

// Nobody should approve content that its author has replaced since.
const SUPERSEDE = `
  UPDATE proposal old SET status = 'superseded', claimed_by = NULL, announced = true, version = version + 1
  WHERE old.status = 'open' AND old.subject_type = $1 AND old.subject_id = $2
    AND EXISTS (SELECT FROM proposal new
      WHERE new.subject_type = old.subject_type AND new.subject_id = old.subject_id
        AND new.subject_revision > old.subject_revision)
  RETURNING id, content_hash AS "contentHash", current_step AS step`;

/** Id of the proposal about one content of one version of a source: the same request gets the same. */
const proposalIdOf = ({ kind, sourceId, contentHash, sourceVersion }: Request): string =>
  uuidFrom('proposal', kind, sourceId, contentHash, sourceVersion);

/** Whoever belongs to one of these may see the proposal. */
const unitIdsOf = ({ unitIds, parts }: Request): string[] => [
  ...new Set([...unitIds, ...parts.flatMap(({ unitId, aboveIds }) => [unitId, ...aboveIds])]),
];

/** Starts the chain of each request on exactly its content, and ends what the request replaces. */
export async function openProposals(tx: Tx, requests: Request[], now: string, today: string): Promise<void> {
  const chains = await tx.query<Chain>(CHAINS, [[...new Set(requests.map(({ kind }) => kind))]]);
  for (const request of requests) {
    const chain = chains.find(({ kind }) => kind === request.kind);
    if (!chain) throw new DomainError('APPROVALS.CHAIN_UNKNOWN', { subjectType: request.kind });
    await openOne(tx, request, chain, now, today);
  }
}

async function openOne(
  tx: Tx,
  request: Request,
  { steps, undoMinutes }: Chain,
  now: string,
  today: string,
): Promise<void> {
  const { kind, sourceId, contentHash, submittedBy, editedBy } = request;
  const id = proposalIdOf(request);
  const opened = await tx.query(OPEN, [
    id,
    kind,
    sourceId,
    request.sourceVersion,
    contentHash,
    JSON.stringify(request.content),
    unitIdsOf(request),
    submittedBy,
    JSON.stringify(steps),
    undoMinutes,
    dueOn(today, steps[0]!),
    request.revises,
    JSON.stringify(request.parts),
  ]);
  const facts = { at: now, objectType: 'proposal', objectId: id, contentHash };
  if (opened.length > 0) {
    await tx.query(AUTHORS, [id, [...new Set([submittedBy, ...editedBy])]]);
    const roles = steps.map(({ role }) => role);
    const event = make(ProposalSubmitted, {
      proposalId: id,
      subjectType: kind,
      subjectId: sourceId,
      contentHash,
      chain: roles,
    });
    tx.publish(outgoing(event, { key: id, revision: 1, causedBy: request.causedBy }));
    await noteTasks(tx, [
      {
        proposalId: id,
        kind: 'opened',
        step: 0,
        role: roles[0] ?? null,
        subject: submittedBy,
        result: 'open',
        at: now,
      },
    ]);
    await appendAudit(tx, [{ ...facts, subject: submittedBy, action: 'submit', result: 'open' }]);
  }
  const gone = await tx.query<{ id: string; contentHash: string; step: number }>(SUPERSEDE, [kind, sourceId]);
  for (const old of gone) {
    await noteTasks(tx, [
      {
        proposalId: old.id,
        kind: 'ended',
        step: old.step,
        role: null,
        subject: 'system',
        result: 'superseded',
        at: now,
      },
    ]);
    await appendAudit(tx, [
      {
        ...facts,
        objectId: old.id,
        contentHash: old.contentHash,
        subject: 'system',
        action: 'supersede',
        result: 'superseded',
      },
    ]);
  }
}
