import { daysFrom } from './calendar.js';
import type { Prepared } from './prepare.js';

interface Taken {
  host: number;
  days: string[];
  trainerId?: string | undefined;
  /** Desk officers by unit. */
  desks: Map<number, number>;
}

/** What is taken on which day: hosts, trainers, and how many officers of each desk are away. */
export class Bookings {
  private readonly hostDays = new Set<string>();
  private readonly trainerDays = new Map<string, Set<string>>();
  private readonly away = new Map<string, number>();

  constructor(private readonly prepared: Prepared) {
    for (const trainer of prepared.problem.trainers ?? []) this.trainerDays.set(trainer.id, new Set());
  }

  /** With the frozen classes of the problem. */
  static of(prepared: Prepared): Bookings {
    const bookings = new Bookings(prepared);
    const unit = new Map(prepared.units.map((u, i) => [u.id, i]));
    const host = new Map(prepared.hosts.map((h, i) => [h.unitId, i]));
    for (const { hostUnitId, startsOn, endsOn, trainerId, desks } of prepared.problem.frozen ?? [])
      bookings.book({
        host: host.get(hostUnitId) ?? -1,
        days: daysFrom(startsOn, endsOn),
        trainerId,
        desks: new Map(desks.filter(d => unit.has(d.unitId)).map(d => [unit.get(d.unitId)!, d.deskOfficers])),
      });
    return bookings;
  }

  copy(): Bookings {
    const other = new Bookings(this.prepared);
    for (const key of this.hostDays) other.hostDays.add(key);
    for (const [id, days] of this.trainerDays) other.trainerDays.set(id, new Set(days));
    for (const [key, desk] of this.away) other.away.set(key, desk);
    return other;
  }

  book({ host, days, trainerId, desks }: Taken): void {
    for (const day of days) {
      this.hostDays.add(`${host} ${day}`);
      if (trainerId !== undefined) this.trainerDays.get(trainerId)?.add(day);
      for (const [unit, desk] of desks) this.away.set(`${unit} ${day}`, this.awayOn(unit, day) + desk);
    }
  }

  canHost(host: number, days: string[]): boolean {
    const { closed } = this.prepared.hosts[host]!;
    return days.every(day => !closed.has(day) && !this.hostDays.has(`${host} ${day}`));
  }

  /** Officers of the desk who may still go on all these days. */
  deskRoom(unit: number, days: string[]): number {
    return this.prepared.units[unit]!.allowed - Math.max(0, ...days.map(day => this.awayOn(unit, day)));
  }

  awayOn(unit: number, day: string): number {
    return this.away.get(`${unit} ${day}`) ?? 0;
  }

  /**
   * A free trainer who teaches the skill: whoever teaches fewest skills, as others are needed elsewhere, then whoever has
   * taught least; undefined when there is none.
   */
  freeTrainer(days: string[], skill: string | undefined): string | undefined {
    let best: string | undefined;
    let least: [skills: number, taught: number] = [Infinity, Infinity];
    for (const { id, skills, closedDates, mostDays = Infinity } of this.prepared.problem.trainers ?? []) {
      const taught = this.trainerDays.get(id)!;
      const offer: [number, number] = [skills?.length ?? ALL_SKILLS, taught.size];
      if (skill !== undefined && skills && !skills.includes(skill)) continue;
      if (taught.size + days.length > mostDays || offer[0] > least[0]) continue;
      if (offer[0] === least[0] && offer[1] >= least[1]) continue;
      if (days.some(day => closedDates.includes(day) || taught.has(day))) continue;
      [best, least] = [id, offer];
    }
    return best;
  }
}

const ALL_SKILLS = 1e6;
