import type { History } from './oracle.js';
import type { Held } from './world.js';

/** What somebody held from a day on; null when nothing. */
export interface Change {
  from: string;
  held: Held | null;
}

/** What one person held when, in the order of time. Whatever comes, it says what was so until the next change. */
export class Career {
  private changes: Change[] = [];

  get last(): Change | undefined {
    return this.changes.at(-1);
  }

  /** Somebody told of it when something later was on record already. */
  isLate(date: string): boolean {
    return this.changes.some(({ from }) => from > date);
  }

  /** Of one day the last word counts. */
  put(from: string, held: Held | null): void {
    const others = this.changes.filter(one => one.from !== from);
    this.changes = [...others, { from, held }].sort((a, b) => (a.from < b.from ? -1 : 1));
  }

  /** Everything anew, each post with what was held beside it on its first day. */
  rewrite({ holdings, duties }: History, unitOf: (unitId: string) => Pick<Held, 'unitId' | 'level'>): void {
    this.changes = [];
    for (const { to } of holdings) if (to !== null) this.put(to, null);
    for (const { from, unitId, post } of holdings) {
      const beside = duties.filter(one => one.from <= from && (one.to === null || from < one.to));
      this.put(from, { ...unitOf(unitId), post, duties: beside.map(({ duty }) => duty).sort() });
    }
  }

  /** The posts, each with its first day and the first one after it. */
  get posts(): (Held & { from: string; to: string | null })[] {
    return this.changes.flatMap(({ from, held }, at) =>
      held ? [{ ...held, from, to: this.changes[at + 1]?.from ?? null }] : [],
    );
  }
}
