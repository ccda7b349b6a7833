// What became of each planned class by the decisions about it.
import { createHash } from 'node:crypto';
import type { ApprovalsRows, ChangeRow, DecisionRow, PlannedClass, PlanRow } from './load-plans.js';
import { addDays, groupBy } from './world.js';

export interface DecidedClass extends PlannedClass {
  /** Approved seats above the maximum. */
  extra: number;
  cancelled: boolean;
}

interface Decided {
  proposalId: string;
  contentHash: string;
  status: string;
}

/** Two different people approved exactly that content. */
export function isApproved({ proposalId, contentHash, status }: Decided, decisions: DecisionRow[]): boolean {
  const steps = decisions.filter(one => one.proposalId === proposalId);
  const people = new Set(steps.map(({ decidedBy }) => decidedBy));
  const approve = steps.every(one => one.decision === 'approve' && one.contentHash === contentHash);
  return status === 'approved' && people.size >= 2 && approve;
}

/**
 * The classes of approved plans with every approved change, in the order in which they were decided. One that came too
 * late changes nothing; only a class that is held or cancelled by now can be too late for one.
 */
export function decideClasses(
  plans: Pick<PlanRow, 'status' | 'content'>[],
  { changes, decisions }: Pick<ApprovalsRows, 'changes' | 'decisions'>,
  { withdrawn, closed }: { withdrawn: ReadonlySet<string>; closed: ReadonlySet<string> },
): Map<string, DecidedClass> {
  const planned = plans.filter(({ status }) => status === 'approved').flatMap(({ content }) => content.classes);
  const classes = new Map(planned.map(one => [one.classId, { ...one, extra: 0, cancelled: false }]));
  const steps = groupBy(decisions, ({ proposalId }) => proposalId);
  const decidedAt = ({ proposalId }: ChangeRow) => Math.max(...(steps.get(proposalId) ?? []).map(one => one.decidedAt));
  const cameLate = ({ changeId, content }: ChangeRow) =>
    withdrawn.has(changeId) && content.items.some(({ id }) => closed.has(id));
  const approved = changes.filter(
    one => one.contentHash === hashOf(one.content) && isApproved(one, steps.get(one.proposalId) ?? []),
  );
  for (const change of approved.filter(one => !cameLate(one)).sort((a, b) => decidedAt(a) - decidedAt(b))) {
    const one = classes.get(change.content.items[0]?.id ?? '');
    if (one) carryOut(change, one);
  }
  return classes;
}

function carryOut({ content: { effect } }: ChangeRow, one: DecidedClass): void {
  const facts = new Map(effect.map(({ code, value }) => [code, value]));
  const action = facts.get('action');
  if (action === 'merge' || action === 'cancel') one.cancelled = true;
  if (action === 'enlarge') one.extra += Number(facts.get('extraSeats'));
  if (action !== 'postpone') return;
  const days = (Date.parse(one.endsOn) - Date.parse(one.startsOn)) / 86_400_000;
  one.startsOn = String(facts.get('startsOn'));
  one.endsOn = addDays(one.startsOn, days);
}

/** SHA-256 of the content with its names sorted, as RFC 8785 writes it. */
export function hashOf(content: unknown): string {
  return createHash('sha256').update(sortedJson(content)).digest('hex');
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${sortedJson(inner)}`).join(',')}}`;
}
