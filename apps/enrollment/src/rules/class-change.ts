import type { ClassChange, ProposalContent, ProposalKind } from '#contracts';
import { addDays, canonicalJson, sha256 } from '#kernel';

export const CLASS_ACTIONS = ['keep', 'merge', 'postpone', 'cancel', 'enlarge'] as const;
export type ClassAction = (typeof CLASS_ACTIONS)[number];

export interface ClassSize {
  id: string;
  startsOn: string;
  endsOn: string;
  granted: number;
  reserved: number;
  minimum: number;
  maximum: number;
  extra: number;
}

export interface WantedChange {
  id: string;
  action: ClassAction;
  intoClassId: string | null;
  startsOn: string | null;
  extra: number | null;
}

export const kindOf = (action: ClassAction): ProposalKind & ('under-minimum' | 'over-maximum') =>
  action === 'enlarge' ? 'over-maximum' : 'under-minimum';

export const TOLD_AS: Record<ClassAction, ClassChange> = {
  keep: 'kept',
  merge: 'merged',
  postpone: 'postponed',
  cancel: 'cancelled',
  enlarge: 'enlarged',
};

export const roomOf = ({ maximum, extra, granted, reserved }: ClassSize): number =>
  maximum + extra - granted - reserved;

/** The days of the class when it begins on another one. */
export function daysFrom({ startsOn, endsOn }: Pick<ClassSize, 'startsOn' | 'endsOn'>, newStart: string) {
  const length = (Date.parse(endsOn) - Date.parse(startsOn)) / 86_400_000;
  return { startsOn: newStart, endsOn: addDays(newStart, length) };
}

/** What the deciders see: the effect on the people of the class, and what the class and its heir look like. */
export function contentOf(wanted: WantedChange, one: ClassSize, into: ClassSize | undefined): ProposalContent {
  const { action, startsOn, extra } = wanted;
  const moved = into ? Math.min(one.granted, roomOf(into)) : action === 'postpone' ? one.granted : 0;
  const stays = action === 'keep' || action === 'enlarge';
  const sizeOf = ({ id, granted, minimum, maximum, startsOn: first }: ClassSize) => ({
    type: 'class',
    id,
    facts: Object.entries({ granted, minimum, maximum, startsOn: first }).map(([code, value]) => ({ code, value })),
  });
  return {
    sourceHash: sha256(canonicalJson(wanted)),
    effect: [
      { code: 'action', value: action },
      { code: 'people', value: one.granted },
      { code: 'movedAtMost', value: moved },
      { code: 'waitAgainAtLeast', value: stays ? 0 : one.granted - moved },
      ...(startsOn ? [{ code: 'startsOn', value: startsOn }] : []),
      ...(extra ? [{ code: 'extraSeats', value: extra }] : []),
    ],
    price: [],
    checks: [
      { rule: 'minimum', passed: one.granted >= one.minimum },
      ...(into ? [{ rule: 'room', passed: roomOf(into) >= one.granted }] : []),
    ],
    items: [sizeOf(one), ...(into ? [sizeOf(into)] : [])],
  };
}
