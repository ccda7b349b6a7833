import type { Bench, Figure } from '../harness/measure.js';
import { demand } from '../harness/timed.js';
import { figure, percent } from './figure.js';
import { provinces } from './instances.js';
import { solve } from './solve.js';

/** People of each of the 3,321 communes: a year of Decision 654, and as many as make a million duties. */
const YEAR = 9;
const MILLION = 302;
const QUICK_PROVINCES = 4;

interface Nation {
  people: number;
  unserved: number;
  /** Above the fewest classes that could seat everybody. */
  extra: number;
  cpu: number;
  minutes: number;
  gaps: number[];
}

/** All provinces, two at a time: 30,000 duties, and 1,000,000, where only the people of a unit are more, not the units. */
export async function nation(slow: number, bench: Bench): Promise<Figure[]> {
  const year = await planNation(slow, bench, YEAR);
  const million = await planNation(slow, bench, MILLION);
  return [
    figure('nation: minutes', year.minutes, year.people, 'min'),
    figure('nation: minutes of a processor, halved', year.cpu / 120, year.people, 'min', {
      floor: { atMost: 15 },
      aim: { atMost: 8 },
    }),
    figure('nation: classes above the bound', year.extra, year.people, '', {
      floor: { atMost: 34 },
      aim: { atMost: 0 },
    }),
    figure('nation: gap of the worst province', Math.max(...year.gaps), year.people, '%', { floor: { atMost: 8 } }),
    figure('nation: mean gap', mean(year.gaps), year.people, '%', { aim: { atMost: 2 } }),
    figure('nation: minutes of a processor, halved', million.cpu / 120, million.people, 'min', {
      floor: { atMost: 30 },
    }),
    figure('nation: time of a duty against that of the year', timeOf(million) / timeOf(year), million.people, '', {
      floor: { atMost: 0.1 },
    }),
    figure('nation: classes above the bound', million.extra, million.people, '', { floor: { atMost: 34 } }),
    figure('nation: mean gap', mean(million.gaps), million.people, '%'),
  ];
}

const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const timeOf = ({ cpu, people }: Nation): number => cpu / people;

async function planNation(slow: number, bench: Bench, each: number): Promise<Nation> {
  const { seed, quick } = bench;
  const all = provinces(seed, (quick ? 4 : 15) * slow, each);
  const waiting = quick ? all.slice(0, QUICK_PROVINCES) : [...all];
  const began = performance.now();
  const planned: Nation = { people: 0, unserved: 0, extra: 0, cpu: 0, minutes: 0, gaps: [] };
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const solved = await solve(next.problem);
      const { totals, bounds } = solved.plan;
      const asked = next.problem.groups.reduce((n, g) => n + g.people, 0);
      planned.gaps.push(percent(totals.gap));
      planned.people += asked;
      planned.unserved += asked - totals.people;
      planned.extra += totals.classes - bounds.fewestClasses;
      planned.cpu += solved.cpu;
      bench.say(
        `${next.name}: ${asked} people, ${totals.classes} classes (bound ${bounds.fewestClasses}), gap ${percent(totals.gap).toFixed(2)} %, ${solved.cpu.toFixed(0)} s`,
      );
    }
  };
  await Promise.all([lane(), lane()]);
  demand(planned.unserved === 0, `${planned.unserved} of ${planned.people} people of the nation are left out`);
  return { ...planned, minutes: (performance.now() - began) / 60_000 };
}
