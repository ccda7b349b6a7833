import {
  make,
  StaffAppointed,
  StaffLeft,
  StaffReassigned,
  type AssignmentState,
  type Cause,
  type UnitLevel,
} from '#contracts';
import type { Move } from './move.js';

/** A move as it was written: what the person held before, and the revision that the change gave the person. */
export interface WrittenMove {
  move: Move;
  revision: number;
  before: AssignmentState | null;
  /** Level of the new unit; null for somebody who left. */
  unitLevel: UnitLevel | null;
  /** For a move that came late: until when it tells, and where the person serves, or served last, and since when. */
  backdated?: { until: string; since: string; serves: boolean; state: AssignmentState };
}

/** The event that tells the others about a written move. */
export function assignmentEvent(
  written: WrittenMove,
  cause: Cause,
  batchId: string | null,
): StaffAppointed | StaffReassigned | StaffLeft {
  const { move, before, unitLevel } = written;
  if (written.backdated) return backdatedEvent(written, written.backdated, cause, batchId);
  const common = { personId: move.personId, cause, effectiveDate: move.effectiveDate, batchId };
  const after = stateAfter(move, unitLevel);
  if (after && before) return make(StaffReassigned, { ...common, before, after });
  if (after) return make(StaffAppointed, { ...common, after });
  if (before) return make(StaffLeft, { ...common, before });
  throw new Error(`Row ${move.row} moves somebody from nowhere to nowhere`);
}

/** The newest event of a person says where the person serves; what came late is told beside it. */
function backdatedEvent(
  { move, before, unitLevel }: WrittenMove,
  { until, since, serves, state }: NonNullable<WrittenMove['backdated']>,
  cause: Cause,
  batchId: string | null,
): StaffReassigned | StaffLeft {
  const backdated = { before, after: stateAfter(move, unitLevel), until, since };
  const { personId, effectiveDate } = move;
  const common = { personId, cause, effectiveDate, batchId, before: state, backdated };
  return serves ? make(StaffReassigned, { ...common, after: state }) : make(StaffLeft, common);
}

function stateAfter({ unitId, post, duties }: Move, unitLevel: UnitLevel | null): AssignmentState | null {
  return unitId && unitLevel && post ? { unitId, unitLevel, post, duties } : null;
}

type Present = AssignmentState & { since: string };
type Past = AssignmentState & { until: string };

/**
 * The event that tells where somebody serves after a correction; the date is that since when it is so. Of somebody who
 * left it tells that again, as the revision was raised; undefined when there is no post that anybody could have left.
 */
export function correctionEvent(
  personId: string,
  { before, after, last }: { before: Present | null; after: Present | null; last: Past | null },
  today: string,
): StaffAppointed | StaffReassigned | StaffLeft | undefined {
  const common = { personId, cause: 'correction', batchId: null } as const;
  if (after && before)
    return make(StaffReassigned, {
      ...common,
      effectiveDate: after.since,
      before: stateOf(before),
      after: stateOf(after),
    });
  if (after) return make(StaffAppointed, { ...common, effectiveDate: after.since, after: stateOf(after) });
  const left = before ?? last;
  if (!left) return undefined;
  return make(StaffLeft, { ...common, effectiveDate: last?.until ?? today, before: stateOf(left) });
}

const stateOf = ({ unitId, unitLevel, post, duties }: AssignmentState): AssignmentState => ({
  unitId,
  unitLevel,
  post,
  duties,
});
