import type { DutyKind, ProposalContent, ProposalFact, UnitPart } from '#contracts';
import { canonicalJson, sha256 } from '#kernel';

/** Why duties are set aside together, as the deciders read it; the sentence of the author stands beside it here. */
export const WAIVER_GROUNDS = [
  'illness',
  'leave',
  'study',
  'secondment',
  'disaster',
  'reorganisation',
  'other',
] as const;
export type WaiverGround = (typeof WAIVER_GROUNDS)[number];

/** An open duty of a request, as it is when it is asked about. */
export interface AskedDuty {
  dutyId: string;
  personId: string;
  unitId: string;
  revision: number;
  kind: DutyKind;
  overdue: boolean;
  seated: boolean;
  /** Open duties of the person, this one included. */
  openDuties: number;
}

export interface WantedWaiver {
  id: string;
  ground: WaiverGround;
  reason: string;
  until: string;
  duties: AskedDuty[];
}

const MOST_ITEMS = 2_000;

/** What the approval chain sees: how many people of which units owe nothing until when, and what that costs. */
export function bulkWaiverContent({ ground, reason, until, duties }: WantedWaiver, today: string): ProposalContent {
  const units = [...Map.groupBy(duties, ({ unitId }) => unitId)].sort(([a], [b]) => (a < b ? -1 : 1));
  const all = counts(duties);
  const asked = duties.map(({ dutyId, revision }) => [dutyId, revision] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    sourceHash: sha256(canonicalJson({ ground, reason, until, duties: asked })),
    effect: facts({ ground, until, units: units.length, ...all }),
    price: facts({ seatsFreed: seatsFreed(duties).size }),
    checks: [
      { rule: 'none-overdue', passed: all.overdue === 0, ...(all.overdue > 0 && { reason: 'past-deadline' }) },
      { rule: 'owed-again-this-year', passed: until < `${today.slice(0, 4)}-12-31` },
    ],
    items: units.slice(0, MOST_ITEMS).map(([id, of]) => ({
      type: 'unit',
      id,
      facts: facts({ ...counts(of), seatsFreed: seatsFreed(of).size }),
    })),
  };
}

const MOST_UNITS_ABOVE = 20;

/** The units that all of these are in or below. */
export function unitsAboveAll(parts: UnitPart[]): string[] {
  const [first, ...others] = parts.map(({ unitId, aboveIds }) => [unitId, ...aboveIds]);
  return (first ?? [])
    .filter(id => others.every(line => line.includes(id)))
    .sort()
    .slice(0, MOST_UNITS_ABOVE);
}

function counts(duties: AskedDuty[]) {
  return {
    people: new Set(duties.map(({ personId }) => personId)).size,
    duties: duties.length,
    retraining: duties.filter(({ kind }) => kind === 'retraining').length,
    overdue: duties.filter(({ overdue }) => overdue).length,
  };
}

/** People whose seat goes to somebody else: nothing that they owe is left. */
function seatsFreed(duties: AskedDuty[]): Set<string> {
  const of = Map.groupBy(duties, ({ personId }) => personId);
  return new Set(
    duties
      .filter(({ personId, seated, openDuties }) => seated && openDuties === of.get(personId)?.length)
      .map(({ personId }) => personId),
  );
}

const facts = (values: Record<string, string | number>): ProposalFact[] =>
  Object.entries(values).map(([code, value]) => ({ code, value }));
