import { poolReport } from '../pool-report.js';
import type { ClassSize } from '../problem.js';
import { statement, type Statement } from './statement.js';

interface Neighbour {
  name: string;
  people: number;
  km: number;
}

/**
 * Why a pool of people splits into no classes, and the nearest changes that let it: by arithmetic, before any solver runs.
 * @example explainPool(56, { minimum: 30, maximum: 50 }, []) // hole 51–59; raise the maximum to 56; lower the minimum to 28; …
 */
export function explainPool(people: number, size: ClassSize, neighbours: Neighbour[]): Statement[] {
  const report = poolReport(people, size);
  if (report.feasible || !report.hole || people === 0) return [];
  const { fewest, most, hole } = report;
  const { minimum, maximum } = size;
  const found = [
    most === 0
      ? statement('too-few', { people, minimum })
      : statement('hole', { people, minimum, maximum, fewest, most, from: hole[0], to: hole[1] }),
  ];
  if (most > 0) found.push(statement('raise-maximum', { maximum: Math.ceil(people / most), classes: most }));
  found.push(statement('lower-minimum', { minimum: Math.floor(people / fewest), classes: fewest }));
  const missing = minimum * fewest - people;
  const lender = [...neighbours]
    .sort((a, b) => a.km - b.km)
    .find(n => n.people >= missing && (n.people === missing || poolReport(n.people - missing, size).feasible));
  if (lender)
    found.push(statement('borrow', { people: missing, neighbour: lender.name, km: lender.km, classes: fewest }));
  if (most > 0) found.push(statement('leave', { people: people - most * maximum }));
  return found;
}
