import type { ClassPlan } from '../class-plan.js';
import type { PlanningProblem } from '../problem.js';
import { oneWay } from './arithmetic.js';

/**
 * A bound on travel that needs no solver and no trust. Let every person pay the price of a seat to the organiser, who
 * pays the ways: whoever travels, Σ price × people is earned, and what the organiser spends beyond is at least the sum of
 * what each class can lose at best. So: for each host and number of classes the cheapest filling at these prices (between
 * minimum and maximum, never more of a desk than may be away), and the cheapest choice of as many classes as the plan has.
 */
export function provenBound(problem: PlanningProblem, plan: ClassPlan, prices: Record<string, number>): number {
  const { classType, units, hosts, deskRule, reachKm, overnight, calendar, mixing, unitsTogether } = problem;
  const count = plan.classes.length;
  const way = oneWay(problem);
  const seated = new Map<string, { desk: number; others: number }>();
  for (const s of plan.classes.flatMap(c => c.seats)) {
    const unit = seated.get(s.unitId) ?? { desk: 0, others: 0 };
    seated.set(s.unitId, { desk: unit.desk + s.deskOfficers, others: unit.others + s.people - s.deskOfficers });
  }
  const night = (km: number): number =>
    overnight && km > overnight.beyondKm ? ((calendar.daysPerClass - 1) * overnight.kmPerNight) / 2 : 0;
  let earned = 0;
  for (const [id, { desk, others }] of seated)
    earned += desk * (prices[`${id}/desk`] ?? 0) + others * (prices[`${id}/others`] ?? 0);

  let cheapest: number[] = [0];
  for (const host of hosts) {
    const most = Math.min(classType.maximum, host.room ?? Infinity) - (classType.reservedSeats ?? 0);
    if (most < classType.minimum) continue;
    const offers = units.flatMap(unit => {
      const people = seated.get(unit.id);
      const km = way(unit, host);
      const isAllowed = (reachKm === null || km <= reachKm) && (mixing !== 'area' || unit.area === host.area);
      if (!people || !isAllowed) return [];
      const away = Math.max(deskRule.atLeast, Math.floor(deskRule.share * unit.deskStaff + 1e-9));
      return [
        { loss: km + night(km) - (prices[`${unit.id}/desk`] ?? 0), most: people.desk, perClass: away },
        { loss: km + night(km) - (prices[`${unit.id}/others`] ?? 0), most: people.others, perClass: Infinity },
      ].filter(offer => offer.most > 0 && offer.perClass > 0);
    });
    offers.sort((a, b) => a.loss - b.loss);
    const filling = (classes: number): number => {
      let [filled, loss] = [0, 0];
      for (const offer of offers) {
        const needed = offer.loss < 0 ? classes * most : classes * classType.minimum;
        const n = Math.max(0, Math.min(offer.most, classes * offer.perClass, needed - filled));
        filled += n;
        loss += n * offer.loss;
      }
      return filled < classes * classType.minimum ? Infinity : loss;
    };
    const next = [...cheapest];
    for (let n = 1; n <= (unitsTogether ? Math.min(1, count) : count); n++) {
      const loss = filling(n);
      if (loss === Infinity) break;
      for (let k = n; k <= count; k++) next[k] = Math.min(next[k] ?? Infinity, (cheapest[k - n] ?? Infinity) + loss);
    }
    cheapest = next;
  }
  return Math.max(0, 2 * (earned + (cheapest[count] ?? Infinity)));
}
