import type { PlanningProblem } from '#planner';
import { readUnits, type UnitLine } from './read-units.js';
import { randomFrom } from './random.js';

interface People {
  people: number;
  deskOfficers: number;
}

/** The common settings of all instances: classes of 30 to 50, three days each, the year 2026, one officer of three away. */
export function problemOf(units: UnitLine[], hosts: UnitLine[], each: People, seconds: number): PlanningProblem {
  return {
    classType: { code: 'commune', minimum: 30, maximum: 50 },
    units: units.map(({ code, longitude, latitude }) => ({ id: code, deskStaff: 3, longitude, latitude })),
    groups: units.map(({ code }) => ({
      id: `${code}-2026`,
      unitId: code,
      ...each,
      earliest: '2026-01-01',
      deadline: '2026-12-14',
    })),
    hosts: hosts.map(({ code, longitude, latitude }) => ({ unitId: code, longitude, latitude })),
    calendar: {
      from: '2026-01-05',
      to: '2026-12-14',
      closedDates: ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-04-30', '2026-05-01'],
      daysPerClass: 3,
      gapDaysBetweenWaves: 14,
    },
    quota: null,
    deskRule: { share: 1 / 3, atLeast: 1 },
    roadFactor: 1.35,
    nearestHosts: 18,
    reachKm: null,
    timeLimitSeconds: seconds,
  };
}

const communesOf = (file: string, parents: (line: UnitLine) => boolean): UnitLine[] =>
  readUnits(file).filter(line => line.level === 'commune' && parents(line));

/** The 75 communes of today, each sending so many people. */
export function today(each: People, seconds: number): PlanningProblem {
  const communes = communesOf('son-la-2025-07.csv', () => true);
  return problemOf(communes, communes, each, seconds);
}

/** The 200 communes of early 2025, classes in the 12 districts only, 12 classes a year as Decision 654 has them. */
export function earlyUnderQuota(seconds: number): PlanningProblem {
  const communes = communesOf('son-la-2025-01.csv', () => true);
  const districts = readUnits('son-la-2025-01.csv').filter(line => line.level === 'district');
  return { ...problemOf(communes, districts, { people: 9, deskOfficers: 3 }, seconds), quota: 12 };
}

/**
 * Every province with its real communes, `each` people in every one. Coordinates exist for Sơn La only: the communes of any other
 * province are strewn, by the seed, over a disc that gives each the 190 km² of a Vietnamese commune on average (less in
 * cities), so figures in kilometres mean the problem's size, not Vietnam.
 */
export function provinces(
  seed: number,
  seconds: number,
  each: number,
): { code: string; name: string; problem: PlanningProblem }[] {
  const lines = readUnits('vietnam-2025-07.csv');
  return lines
    .filter(line => line.level === 'province')
    .map(({ code, name }) => {
      const random = randomFrom(seed + Number(code));
      const own = lines.filter(line => line.level === 'commune' && line.parentCode === code);
      const radius = Math.sqrt((own.length * 190) / Math.PI) / 111;
      const placed = own.map(line => {
        if (line.longitude !== null) return line;
        const [angle, away] = [random() * 2 * Math.PI, Math.sqrt(random()) * radius];
        return { ...line, longitude: 106 + away * Math.cos(angle), latitude: 17 + away * Math.sin(angle) };
      });
      return { code, name, problem: problemOf(placed, placed, { people: each, deskOfficers: 3 }, seconds) };
    });
}
