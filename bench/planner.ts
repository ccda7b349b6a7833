import type { Bench, Figure, Measure, Outcome } from './harness/measure.js';
import { demand } from './harness/timed.js';
import { figure, percent } from './planner/figure.js';
import { earlyUnderQuota, today } from './planner/instances.js';
import { asProblem, costOf, pMedians } from './planner/p-median.js';
import { mergerProblem, writeMap } from './planner/merger-map.js';
import { nation } from './planner/nation.js';
import { askRivals, type RivalLine } from './planner/rivals.js';
import { solve, stretch, type Solved } from './planner/solve.js';
import { stabilityAfterMoves } from './planner/stability.js';

const km = ({ plan }: Pick<Solved, 'plan'>): number => plan.totals.travel / Math.max(1, plan.totals.people);

/** Waves, the year and the coverage of Sơn La: everybody served, classes at the bound, the gap, seconds of a processor. */
async function sonLa(slow: number, bench: Bench): Promise<Figure[]> {
  const say = (line: string): void => bench.say(line);
  const figures: Figure[] = [];
  for (const each of [3, 4]) {
    const wave = await solve(today({ people: each, deskOfficers: 1 }, 5 * slow));
    const people = 75 * each;
    demand(wave.plan.totals.people === people && wave.plan.certificate.optimal, `the wave of ${people} is not proven`);
    say(`wave of ${people}: ${wave.plan.totals.classes} classes, ${km(wave).toFixed(1)} km a person, proven`);
    figures.push(
      figure('wave: seconds to the proven optimum', wave.cpu, people, 's', {
        floor: { atMost: 10 },
        aim: { atMost: 5 },
      }),
    );
  }
  const year = await solve(today({ people: 9, deskOfficers: 3 }, 30 * slow));
  const { totals, bounds } = year.plan;
  demand(
    totals.people === 675 && totals.classes <= bounds.fewestClasses + 1,
    'the year leaves somebody out or opens too many classes',
  );
  say(
    `year: ${totals.classes} classes (bound ${bounds.fewestClasses}), ${km(year).toFixed(1)} km a person, ${year.cpu.toFixed(0)} s`,
  );
  figures.push(
    figure('year with desk rule: gap to the proven bound', percent(totals.gap), 675, '%', {
      floor: { atMost: 3 },
      aim: { atMost: 1 },
    }),
    figure(
      'year with desk rule: gap that the checker can recompute',
      percent(1 - (bounds.proof?.kilometres ?? 0) / totals.travel),
      675,
      '%',
      { floor: { atMost: 5 } },
    ),
    figure('year with desk rule: seconds', year.cpu, 675, 's'),
  );
  const early = await solve(earlyUnderQuota(20 * slow));
  demand(
    early.plan.totals.people === early.plan.bounds.mostPeople,
    'somebody more could have been seated under the quota',
  );
  say(`200 communes, quota 12: ${early.plan.totals.people} seats (proven most), ${km(early).toFixed(1)} km a person`);
  figures.push(
    figure('200 communes under quota 12: gap in kilometres', percent(early.plan.totals.gap), 1800, '%', {
      floor: { atMost: 5 },
      aim: { atMost: 2 },
    }),
  );
  return figures;
}

async function pMedian(slow: number, bench: Bench): Promise<Figure[]> {
  const { seed, quick } = bench;
  const say = (line: string): void => bench.say(line);
  const { family, instances } = pMedians(seed);
  let [reached, worstGap, worstProof] = [0, 0, 0];
  const some = quick ? instances.slice(0, 3) : instances;
  for (const instance of some) {
    const solved = await solve(asProblem(instance, 60 * slow));
    const cost = costOf(solved.plan, instance);
    const gap = percent((cost - instance.optimum) / instance.optimum);
    const bound = solved.plan.bounds.kilometres / 2;
    say(
      `${instance.name}: ${cost}, optimum ${instance.optimum}, bound ${bound.toFixed(1)}, ${solved.cpu.toFixed(1)} s`,
    );
    demand(bound <= instance.optimum + 0.5, `${instance.name}: the bound is above the optimum`);
    reached += Number(cost === instance.optimum);
    worstGap = Math.max(worstGap, gap);
    worstProof = Math.max(worstProof, percent(solved.plan.totals.gap));
  }
  return [
    figure(`p-median (${family}): share of optima reached`, reached / some.length, some.length, '', {
      floor: { atLeast: 0.8 },
      aim: { atLeast: 1 },
    }),
    figure(`p-median (${family}): worst distance to an optimum`, worstGap, some.length, '%', { floor: { atMost: 2 } }),
    figure(`p-median (${family}): worst proven gap`, worstProof, some.length, '%'),
  ];
}

/** The plan after the real merger, drawn into docs/planner-map.svg. */
async function merger(slow: number, bench: Bench): Promise<Figure[]> {
  const solved = await solve(mergerProblem(30 * slow));
  demand(solved.plan.unserved.length === 0, 'somebody of the merged communes has no class');
  writeMap(solved.plan);
  bench.say(
    `merger: ${solved.plan.totals.people} people, ${solved.plan.totals.classes} classes, ${km(solved).toFixed(1)} km a person`,
  );
  return [
    figure(
      'merger within 90 days: gap to the proven bound',
      percent(solved.plan.totals.gap),
      solved.plan.totals.people,
      '%',
      { floor: { atMost: 5 } },
    ),
  ];
}

/** OR-Tools and Timefold on the same instances with the same seconds and the same checker. */
async function rivals(
  slow: number,
  bench: Bench,
): Promise<{ figures: Figure[]; notes: string[]; detail: RivalLine[] }> {
  const seconds = bench.quick ? 10 : 30;
  const instances = [
    { name: 'wave of 225', problem: today({ people: 3, deskOfficers: 1 }, seconds * slow), dates: 1 },
    { name: 'wave of 300', problem: today({ people: 4, deskOfficers: 1 }, seconds * slow), dates: 1 },
    { name: 'year of 675', problem: today({ people: 9, deskOfficers: 3 }, seconds * slow), dates: 5 },
  ];
  const asked = askRivals(instances, Math.round(seconds * slow), line => bench.say(line));
  const ours: RivalLine[] = [];
  const figures: Figure[] = [];
  for (const { name, problem } of instances) {
    const { plan } = await solve(problem);
    const unserved = plan.unserved.reduce((n, u) => n + u.people, 0);
    const mine = {
      instance: name,
      planner: 'Năng Lực',
      unserved,
      classes: plan.totals.classes,
      km: km({ plan }),
      broken: [],
    };
    ours.push(mine);
    for (const { planner, ...other } of asked.lines.filter(l => l.instance === name && l.broken.length === 0)) {
      const isWorse =
        mine.unserved > other.unserved || (mine.unserved === other.unserved && mine.classes > other.classes);
      demand(!isWorse, `${planner} seats more people or needs fewer classes on the ${name}`);
      if (mine.unserved === other.unserved && mine.classes === other.classes)
        figures.push(
          figure(`${name}: our kilometres against ${planner}`, mine.km / other.km, problem.groups.length, '', {
            floor: { atMost: 1.01 },
          }),
        );
    }
  }
  const detail = [...ours, ...asked.lines];
  const table = detail.map(
    l =>
      `${l.instance}: ${l.planner}: ${l.unserved} unserved, ${l.classes} classes, ${l.km.toFixed(1)} km a person${l.broken.length > 0 ? `, BREAKS ${l.broken.join(', ')}` : ''}`,
  );
  return { figures, notes: [...asked.notes, ...table], detail };
}

export const measure: Measure = {
  id: 'M7',
  about: 'the planner on real communes and known optima: people served, classes and kilometres against proven bounds',
  byDefault: false,
  async run(bench): Promise<Outcome> {
    const slow = stretch();
    bench.say(
      `one second of work takes ${slow.toFixed(1)} s here now; limits are stretched so much, figures are seconds of a processor`,
    );
    const figures = await sonLa(slow, bench);
    figures.push(...(await merger(slow, bench)));
    figures.push(...(await stabilityAfterMoves(slow, bench.seed)));
    figures.push(...(await pMedian(slow, bench)));
    figures.push(...(await nation(slow, bench)));
    const against = await rivals(slow, bench);
    return { figures: [...figures, ...against.figures], notes: against.notes, detail: against.detail };
  },
};
