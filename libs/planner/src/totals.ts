import type { PlannedClass, PlanTotals } from './class-plan.js';
import type { Prepared } from './prepare.js';

/** The figures of a plan; `bound` is what its travel cannot undercut. */
export function totalsOf(
  { problem, units, hosts, metres, roadMetres }: Prepared,
  classes: PlannedClass[],
  bound: number,
): PlanTotals {
  const unit = new Map(units.map((u, i) => [u.id, i]));
  const host = new Map(hosts.map((h, i) => [h.unitId, i]));
  const perUnit = new Map<number, { people: number; km: number }>();
  const totals = { people: 0, personKm: 0, nights: 0, travel: 0 };
  for (const { hostUnitId, seats } of classes) {
    const h = host.get(hostUnitId)!;
    for (const { unitId, people } of seats) {
      const u = unit.get(unitId)!;
      const km = (2 * roadMetres[u]![h]! * people) / 1000;
      totals.people += people;
      totals.personKm += km;
      totals.travel += (2 * metres[u]![h]! * people) / 1000;
      if (problem.overnight && roadMetres[u]![h]! > problem.overnight.beyondKm * 1000)
        totals.nights += people * (problem.calendar.daysPerClass - 1);
      const before = perUnit.get(u) ?? { people: 0, km: 0 };
      perUnit.set(u, { people: before.people + people, km: before.km + km });
    }
  }
  return {
    ...totals,
    classes: classes.length,
    gap: totals.travel > 0 ? Math.max(0, (totals.travel - bound) / totals.travel) : 0,
    worstUnitKm: Math.max(0, ...[...perUnit.values()].map(({ people, km }) => km / people)),
  };
}
