import { apportion, sum } from './apportion.js';
import { byUnit, type Waiting } from './pool.js';
import type { Prepared } from './prepare.js';

/**
 * Who goes with this wave: the urgent, then desk officers whose unit has just enough waves left for them, then by
 * deadline, desk officers of the unit that needs the most waves first, others in the same share of each unit.
 */
export function chooseMembers(
  pool: Waiting[],
  people: number,
  wavesLeft: number,
  nextWaveEnds: string,
  { units }: Prepared,
): Waiting[] {
  const left = pool.map(w => ({ ...w }));
  const taken = left.map(w => ({ ...w, desk: 0, others: 0 }));
  const position = new Map(left.map((w, i) => [w, i]));
  const away = new Map<number, number>();
  let open = people;

  const takeDesk = (w: Waiting, wanted: number): void => {
    const gone = away.get(w.unit) ?? 0;
    const n = Math.max(0, Math.min(wanted, w.desk, open, units[w.unit]!.allowed - gone));
    w.desk -= n;
    taken[position.get(w)!]!.desk += n;
    away.set(w.unit, gone + n);
    open -= n;
  };
  const takeDesks = (waiting: Waiting[]): void => {
    const perUnit = [...byUnit(waiting)].map(([unit, list]) => ({
      list,
      need: wavesNeeded(list, units[unit]!.allowed),
    }));
    perUnit.sort((a, b) => b.need - a.need);
    for (const { list } of perUnit) for (const w of list) takeDesk(w, w.desk);
  };
  const takeOthers = (waiting: Waiting[]): void => {
    const lists = [...byUnit(waiting).values()];
    const counts = lists.map(list => sum(list.map(w => w.others)));
    apportion(Math.min(open, sum(counts)), counts, counts).forEach((share, i) => {
      for (const w of lists[i]!) {
        const n = Math.min(share, w.others);
        share -= n;
        open -= n;
        w.others -= n;
        taken[position.get(w)!]!.others += n;
      }
    });
  };

  const urgent = left.filter(w => w.deadline < nextWaveEnds);
  takeDesks(urgent);
  takeOthers(urgent);
  for (const [unit, list] of byUnit(left)) {
    const { allowed } = units[unit]!;
    let forced = sum(list.map(w => w.desk)) - (wavesLeft - 1) * allowed;
    for (const w of list) {
      const before = w.desk;
      takeDesk(w, Math.max(0, forced));
      forced -= before - w.desk;
    }
  }
  for (const deadline of [...new Set(left.map(w => w.deadline))].sort()) {
    const same = left.filter(w => w.deadline === deadline);
    takeDesks(same);
    takeOthers(same);
  }
  return taken.filter(w => w.desk + w.others > 0);
}

const wavesNeeded = (waiting: Waiting[], allowed: number): number =>
  allowed > 0 ? sum(waiting.map(w => w.desk)) / allowed : 0;
