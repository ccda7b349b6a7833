import type { PlannedClass, PlannedSeats } from './class-plan.js';
import type { Placement } from './placement.js';
import type { Prepared } from './prepare.js';
import type { Wave } from './timetable.js';
import { byUnit, type Waiting } from './pool.js';

interface SeatedWave {
  classes: PlannedClass[];
  served: Waiting[];
}

/** Turns numbers per unit and host into classes with seats per group; classes of one host are equally full. */
export function seatWave(
  wave: Wave,
  placement: Placement,
  units: number[],
  hosts: number[],
  prepared: Prepared,
): SeatedWave {
  const queues = new Map([...byUnit(wave.members)].map(([unit, list]) => [unit, list.map(w => ({ ...w }))]));
  const served = new Map<string, Waiting>();
  const classes: PlannedClass[] = [];
  placement.classesAt.forEach((count, h) => {
    const coming = units.map((_, i) => placement.flow.people[i]![h]!);
    let next = 0;
    for (let round = 0; round < count; round++) {
      const total = placement.flow.filled[h]!;
      let room = Math.floor(total / count) + (round < total % count ? 1 : 0);
      const seats: PlannedSeats[] = [];
      while (room > 0) {
        const n = Math.min(room, coming[next]!);
        seats.push(...seatsFor(queues.get(units[next]!)!, n, served, prepared.units[units[next]!]!.id));
        coming[next]! -= n;
        room -= n;
        if (coming[next] === 0) next++;
      }
      const { startsOn, endsOn } = wave.rounds[round]!;
      classes.push({ hostUnitId: prepared.hosts[hosts[h]!]!.unitId, startsOn, endsOn, seats });
    }
  });
  return { classes, served: [...served.values()] };
}

function seatsFor(queue: Waiting[], people: number, served: Map<string, Waiting>, unitId: string): PlannedSeats[] {
  const seats: PlannedSeats[] = [];
  for (const w of queue) {
    if (people === 0) break;
    const desk = Math.min(people, w.desk);
    const others = Math.min(people - desk, w.others);
    if (desk + others === 0) continue;
    w.desk -= desk;
    w.others -= others;
    people -= desk + others;
    seats.push({ groupId: w.groupId, unitId, people: desk + others, deskOfficers: desk });
    const before = served.get(w.groupId) ?? { ...w, desk: 0, others: 0 };
    served.set(w.groupId, { ...before, desk: before.desk + desk, others: before.others + others });
  }
  return seats;
}
