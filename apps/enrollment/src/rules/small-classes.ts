// What could become of classes near their date with too few people.
import { roomOf, type ClassSize } from './class-change.js';

export type OfferedClass = ClassSize & { classType: string; skill?: string | null };

export interface Merger {
  classId: string;
  startsOn: string;
  moved: number;
}

export interface ProposedChange {
  classId: string;
  action: 'merge' | 'cancel';
  intoClassId: string | null;
}

const isEarlier = (a: { startsOn: string }, b: { startsOn: string }): number => (a.startsOn < b.startsOn ? -1 : 1);

/** The classes that people of `one` could go to, the one that takes the most of them first. */
export function mergersOf(
  one: OfferedClass,
  open: readonly OfferedClass[],
  roomIn: (other: OfferedClass) => number = roomOf,
): Merger[] {
  return open
    .filter(
      ({ id, classType, skill }) =>
        id !== one.id && classType === one.classType && (skill ?? null) === (one.skill ?? null),
    )
    .map(into => ({
      classId: into.id,
      startsOn: into.startsOn,
      moved: Math.min(one.granted, Math.max(0, roomIn(into))),
    }))
    .filter(({ moved }) => moved > 0)
    .sort((a, b) => b.moved - a.moved || isEarlier(a, b));
}

/**
 * One proposal for each small class: its people go to the neighbour that takes the most of them, or wait again. No class is
 * asked to go away and to take in at once, and room is given away once.
 */
export function proposeChanges(small: readonly OfferedClass[], open: readonly OfferedClass[]): ProposedChange[] {
  const leaving = new Set<string>();
  const coming = new Map<string, number>();
  const roomIn = (other: OfferedClass) => (leaving.has(other.id) ? 0 : roomOf(other) - (coming.get(other.id) ?? 0));
  return small.toSorted(isEarlier).flatMap((one): ProposedChange[] => {
    // What comes in may bring it to its minimum; if not, it is asked about when that is decided.
    if (coming.has(one.id)) return [];
    leaving.add(one.id);
    const [into] = mergersOf(one, open, roomIn);
    if (!into) return [{ classId: one.id, action: 'cancel', intoClassId: null }];
    coming.set(into.classId, (coming.get(into.classId) ?? 0) + into.moved);
    return [{ classId: one.id, action: 'merge', intoClassId: into.classId }];
  });
}
