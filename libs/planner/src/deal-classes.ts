import type { Placement } from './placement.js';

/** One class on the map, without a date: how many of each lot. */
export interface Dealt {
  host: number;
  people: Map<number, number>;
}

/**
 * Splits the people of each host into its classes, equally full. Desk officers of a unit are dealt like cards, so that no
 * class has more than the desk rule allows; the others of a unit stay together, in the given order of lots.
 */
export function dealClasses(
  { classesAt, flow }: Placement,
  isDesk: (lot: number) => boolean,
  order: number[],
): Dealt[] {
  return classesAt.flatMap((count, host) => {
    const classes = Array.from({ length: count }, (): Dealt => ({ host, people: new Map() }));
    const total = flow.filled[host]!;
    const room = classes.map((_, c) => Math.floor(total / count) + (c < total % count ? 1 : 0));
    const give = (c: number, lot: number, n: number): void => {
      const { people } = classes[c]!;
      people.set(lot, (people.get(lot) ?? 0) + n);
      room[c]! -= n;
    };
    let next = 0;
    for (const lot of order.filter(isDesk))
      for (let n = flow.people[lot]![host]!; n > 0; n--) give(next++ % count, lot, 1);
    let open = 0;
    for (const lot of order.filter(one => !isDesk(one)))
      for (let n = flow.people[lot]![host]!; n > 0;) {
        while (room[open]! <= 0) open++;
        const some = Math.min(n, room[open]!);
        give(open, lot, some);
        n -= some;
      }
    return classes;
  });
}
