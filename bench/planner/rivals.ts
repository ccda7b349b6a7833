import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkPlan, distanceKm, type ClassPlan, type PlanningProblem } from '#planner';
import { projectFolder } from './read-units.js';

export interface RivalLine {
  instance: string;
  planner: string;
  unserved: number;
  classes: number;
  km: number;
  /** Rules that the checker found broken; figures of a broken plan mean little. */
  broken: string[];
}

interface Found {
  host: number;
  date: number;
  seats: { unit: number; desk: number; others: number }[];
}

const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'nangluc', 'rivals');
const RIVALS = [
  { name: 'OR-Tools 9.15 (CP-SAT)', wheel: 'ortools==9.15.6755', script: 'or_tools.py' },
  { name: 'Timefold 1.24 (Python)', wheel: 'timefold==1.24.0b0', script: 'timefold_planner.py' },
] as const;
/** Three working days each, two weeks apart: dates enough for three officers of every desk. */
const DATES = [
  ['2026-01-05', '2026-01-07'],
  ['2026-01-26', '2026-01-28'],
  ['2026-03-02', '2026-03-04'],
  ['2026-03-23', '2026-03-25'],
  ['2026-04-13', '2026-04-15'],
] as const;

/** A Python of its own outside the project, with the wheels; a sentence when it is not to be had. */
function python(wheel: string): string | { skipped: string } {
  const program = join(CACHE, 'bin', 'python');
  mkdirSync(CACHE, { recursive: true });
  if (!existsSync(program) && spawnSync('python3', ['-m', 'venv', CACHE]).status !== 0)
    return { skipped: 'no Python 3 with venv' };
  const [name] = wheel.split('==');
  const isThere = spawnSync(program, ['-c', `import ${name}`]).status === 0;
  if (!isThere && spawnSync(program, ['-m', 'pip', 'install', '-q', wheel]).status !== 0)
    return { skipped: `${wheel} cannot be installed` };
  return program;
}

/** Every rival on every instance with the same seconds, judged by the checker that judges us. */
export function askRivals(
  instances: { name: string; problem: PlanningProblem; dates: number }[],
  seconds: number,
  say: (line: string) => void,
): { lines: RivalLine[]; notes: string[] } {
  const lines: RivalLine[] = [];
  const notes: string[] = [];
  for (const { name: planner, wheel, script } of RIVALS) {
    const program = python(wheel);
    if (typeof program !== 'string') {
      notes.push(`${planner} skipped: ${program.skipped}`);
      continue;
    }
    for (const { name, problem, dates } of instances) {
      const file = join(CACHE, 'problem.json');
      writeFileSync(file, JSON.stringify(asQuestion(problem, dates, seconds)));
      const path = join(projectFolder, 'bench', 'planner', 'rivals', script);
      const answer = spawnSync(program, [path, file], { encoding: 'utf8', maxBuffer: 1e8 });
      if (answer.status !== 0) {
        notes.push(`${planner} failed on ${name}: ${answer.stderr.trim().split('\n').at(-1) ?? ''}`);
        continue;
      }
      const found = JSON.parse(answer.stdout.trim().split('\n').at(-1) ?? '[]') as Found[];
      const line = { instance: name, planner, ...judge(problem, found) };
      lines.push(line);
      say(
        `${planner}, ${name}: ${line.unserved} unserved, ${line.classes} classes, ${line.km.toFixed(1)} km ${line.broken.join(', ')}`,
      );
    }
  }
  return { lines, notes };
}

function asQuestion(problem: PlanningProblem, dates: number, seconds: number) {
  const { classType, quota, units, hosts, groups, deskRule } = problem;
  return {
    ...classType,
    quota,
    dates,
    seconds,
    nearest: 25,
    hosts: hosts.length,
    units: units.map(unit => {
      const { people, deskOfficers } = groups.find(g => g.unitId === unit.id)!;
      const allowed = Math.max(deskRule.atLeast, Math.floor(deskRule.share * unit.deskStaff + 1e-9));
      return { desk: deskOfficers, others: people - deskOfficers, allowed };
    }),
    metres: units.map((_, u) => hosts.map((__, h) => Math.round(oneWayKm(problem, u, h) * 1000))),
  };
}

const oneWayKm = ({ units, hosts, roadFactor }: PlanningProblem, u: number, h: number): number => {
  const [a, b] = [units[u]!, hosts[h]!].map(({ longitude, latitude }) => ({
    longitude: longitude ?? 0,
    latitude: latitude ?? 0,
  }));
  return distanceKm(a!, b!, roadFactor);
};

function judge(problem: PlanningProblem, found: Found[]): Pick<RivalLine, 'unserved' | 'classes' | 'km' | 'broken'> {
  const { units, hosts, groups } = problem;
  const groupOf = units.map(unit => groups.find(g => g.unitId === unit.id)!);
  const classes = found.map(({ host, date, seats }) => ({
    hostUnitId: hosts[host]!.unitId,
    startsOn: DATES[date]![0],
    endsOn: DATES[date]![1],
    seats: seats.map(({ unit, desk, others }) => ({
      groupId: groupOf[unit]!.id,
      unitId: units[unit]!.id,
      people: desk + others,
      deskOfficers: desk,
    })),
  }));
  const km = found.flatMap(({ host, seats }) =>
    seats.map(s => 2 * (s.desk + s.others) * oneWayKm(problem, s.unit, host)),
  );
  const travel = km.reduce((a, b) => a + b, 0);
  const seated = (groupId: string): number =>
    classes.flatMap(c => c.seats).reduce((n, s) => n + (s.groupId === groupId ? s.people : 0), 0);
  const unserved = groups
    .map(g => ({ groupId: g.id, people: g.people - seated(g.id), reason: 'quota' as const }))
    .filter(u => u.people > 0);
  const people = groups.reduce((n, g) => n + seated(g.id), 0);
  const plan: ClassPlan = {
    classes,
    unserved,
    unmetPins: [],
    bounds: { mostPeople: people, fewestClasses: classes.length, kilometres: 0, proof: null },
    totals: { people, classes: classes.length, personKm: travel, nights: 0, travel, gap: 1, worstUnitKm: 0 },
    certificate: { inputHash: '', engine: '', solverVersion: '', seconds: 0, optimal: false, cutShort: true },
  };
  // the checker's figures of the worst unit and the bounds are not a rival's to state
  const broken = checkPlan(problem, plan)
    .map(v => v.rule)
    .filter(rule => rule !== 'totals' && rule !== 'bounds');
  return {
    unserved: unserved.reduce((n, u) => n + u.people, 0),
    classes: classes.length,
    km: travel / Math.max(1, people),
    broken: [...new Set(broken)],
  };
}
