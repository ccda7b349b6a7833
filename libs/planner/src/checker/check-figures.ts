import type { ClassPlan } from '../class-plan.js';
import type { PlanningProblem } from '../problem.js';
import { oneWay } from './arithmetic.js';
import { provenBound } from './proven-bound.js';
import type { Report } from './violation.js';

/** The stated totals and bounds against the recomputed ones. */
export function checkFigures(problem: PlanningProblem, plan: ClassPlan, report: Report): void {
  const { totals, bounds, classes } = plan;
  const { classType, hosts, overnight, calendar, quota } = problem;
  const km = oneWay(problem);
  let [seated, personKm, nights] = [0, 0, 0];
  const perUnit = new Map<string, [people: number, km: number]>();
  for (const c of classes)
    for (const s of c.seats) {
      seated += s.people;
      const unit = problem.units.find(u => u.id === s.unitId);
      const host = hosts.find(h => h.unitId === c.hostUnitId);
      if (!unit || !host) continue;
      const way = km(unit, host);
      personKm += 2 * way * s.people;
      if (overnight && way > overnight.beyondKm) nights += s.people * (calendar.daysPerClass - 1);
      const [people, sum] = perUnit.get(s.unitId) ?? [0, 0];
      perUnit.set(s.unitId, [people + s.people, sum + 2 * way * s.people]);
    }
  const travel = personKm + nights * (overnight?.kmPerNight ?? 0);
  const worst = Math.max(0, ...[...perUnit.values()].map(([people, sum]) => sum / people));
  const gap = totals.travel > 0 ? Math.max(0, (totals.travel - bounds.kilometres) / totals.travel) : 0;
  // the engine counts whole metres, so each seat may differ by half a metre each way
  const slack = 0.001 * (seated + 1);
  const compare = (what: string, stated: number, found: number, most: number): void => {
    if (!(Math.abs(stated - found) <= most)) report('totals', `${what}: ${stated} stated, ${found} found`);
  };
  compare('people', totals.people, seated, 0);
  compare('classes', totals.classes, classes.length, 0);
  compare('person-kilometres', totals.personKm, personKm, slack);
  compare('nights', totals.nights, nights, 0);
  compare('travel', totals.travel, travel, slack);
  compare('gap', totals.gap, gap, 1e-9);
  compare('kilometres of the worst unit', totals.worstUnitKm, worst, 0.01);

  const largest = Math.max(
    classType.minimum,
    ...hosts.map(h => Math.min(classType.maximum, h.room ?? Infinity) - (classType.reservedSeats ?? 0)),
  );
  const everybody = problem.groups.reduce((n, g) => n + g.people, 0);
  if (bounds.mostPeople < seated || bounds.mostPeople > Math.min(everybody, (quota ?? Infinity) * largest))
    report('bounds', `at most ${bounds.mostPeople} people stated, ${seated} seated of ${everybody}`);
  if (bounds.fewestClasses > classes.length || bounds.fewestClasses < Math.ceil(seated / largest))
    report('bounds', `at least ${bounds.fewestClasses} classes stated, ${classes.length} held`);
  if (bounds.kilometres > totals.travel + 1e-6 || bounds.kilometres < 0)
    report('bounds', `at least ${bounds.kilometres} km stated, ${totals.travel} travelled`);
  if (bounds.proof) {
    const proven = provenBound(problem, plan, bounds.proof.prices);
    // half a metre each way for each person, as above
    if (Math.abs(bounds.proof.kilometres - proven) > slack * 2 || bounds.proof.kilometres > bounds.kilometres + slack)
      report('bounds', `the prices prove ${proven} km, ${bounds.proof.kilometres} stated`);
  }
  const provenOptimal = seated === bounds.mostPeople && classes.length === bounds.fewestClasses && gap <= 1.001e-4;
  if (plan.certificate.optimal && !provenOptimal) report('bounds', 'the plan calls itself optimal without proof');
}
