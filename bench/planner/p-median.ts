import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClassPlan, PlanningProblem } from '#planner';
import { randomFrom } from './random.js';
import { projectFolder } from './read-units.js';

/** A capacitated p-median problem with a known optimum. */
export interface PMedian {
  name: string;
  optimum: number;
  medians: number;
  capacity: number;
  demand: number[];
  cost: number[][];
}

const FOLDER = process.env['P_MEDIAN_FOLDER'] ?? join(projectFolder, '.data', 'bench', 'p-median');

/** OR-Library's pmedcap1 1–20 when its files lie in the folder, which we may not ship; else a family of our own. */
export function pMedians(seed: number): { family: string; instances: PMedian[] } {
  if (!existsSync(FOLDER)) return { family: 'planted', instances: [1, 2, 3, 4, 5, 6].map(i => planted(seed + i, i)) };
  const files = readdirSync(FOLDER).filter(file => /^pmedcap1\(\d+\)\.txt$/.test(file));
  const instances = files.map(file => fromFile(file, readFileSync(join(FOLDER, file), 'utf8')));
  const number = ({ name }: PMedian): number => Number(name.replace('pmedcap', ''));
  return {
    family: 'OR-Library',
    instances: instances.filter(i => number(i) <= 20).sort((a, b) => number(a) - number(b)),
  };
}

function fromFile(file: string, text: string): PMedian {
  const [id, optimum, nodes, medians, capacity, ...rest] = text.trim().split(/\s+/).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    ...number[],
  ];
  const at = Array.from({ length: nodes }, (_, i) => rest.slice(i * 4 + 1, i * 4 + 4) as [number, number, number]);
  const cost = at.map(([x, y]) => at.map(([u, v]) => Math.floor(Math.hypot(x - u, y - v))));
  return { name: `pmedcap${id || file}`, optimum, medians, capacity, demand: at.map(([, , d]) => d), cost };
}

/**
 * Clusters whose demand fills one median exactly, and whose members are nearer to their own centre than to any node of
 * another cluster: no plan can pay less than everybody's way to the best centre of the own cluster.
 */
function planted(seed: number, n: number): PMedian {
  const random = randomFrom(seed);
  const medians = 4 + n;
  const capacity = 120;
  const at: { x: number; y: number; demand: number; cluster: number }[] = [];
  for (let c = 0; c < medians; c++) {
    const [x, y] = [(c % 4) * 200, Math.floor(c / 4) * 200];
    for (let left = capacity; left > 0;) {
      const demand = Math.min(left, 3 + Math.floor(random() * 17));
      at.push({ x: x + Math.floor(random() * 80), y: y + Math.floor(random() * 80), demand, cluster: c });
      left -= demand;
    }
  }
  const cost = at.map(a => at.map(b => Math.floor(Math.hypot(a.x - b.x, a.y - b.y))));
  let optimum = 0;
  for (let c = 0; c < medians; c++) {
    const members = at.flatMap((a, i) => (a.cluster === c ? [i] : []));
    optimum += Math.min(...members.map(centre => members.reduce((sum, i) => sum + cost[i]![centre]!, 0)));
  }
  return { name: `planted${n}`, optimum, medians, capacity, demand: at.map(a => a.demand), cost };
}

/** The same as classes: a median is a host, a customer a unit that goes as a whole, and a customer's cost is shared by its people. */
export function asProblem({ medians, capacity, demand, cost }: PMedian, seconds: number): PlanningProblem {
  const nowhere = { longitude: 0, latitude: 0 };
  const [earliest, deadline] = ['2026-01-05', '2026-01-09'];
  return {
    classType: { code: 'median', minimum: 1, maximum: capacity },
    units: demand.map((_, i) => ({ id: `u${i}`, deskStaff: 0, ...nowhere })),
    groups: demand.map((people, i) => ({ id: `g${i}`, unitId: `u${i}`, people, deskOfficers: 0, earliest, deadline })),
    hosts: demand.map((_, i) => ({ unitId: `h${i}`, ...nowhere })),
    distances: cost.flatMap((row, i) =>
      row.map((c, h) => ({ fromUnitId: `u${i}`, toUnitId: `h${h}`, km: c / demand[i]! })),
    ),
    calendar: { from: earliest, to: deadline, closedDates: [], daysPerClass: 5, gapDaysBetweenWaves: 0 },
    quota: null,
    classCount: medians,
    unitsTogether: true,
    deskRule: { share: 0, atLeast: 0 },
    roadFactor: 1,
    nearestHosts: 25,
    reachKm: null,
    timeLimitSeconds: seconds,
  };
}

export const costOf = (plan: ClassPlan, { cost }: PMedian): number =>
  plan.classes.reduce(
    (sum, c) => sum + c.seats.reduce((n, s) => n + cost[Number(s.unitId.slice(1))]![Number(c.hostUnitId.slice(1))]!, 0),
    0,
  );
