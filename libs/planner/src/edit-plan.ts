import { slotsOf } from './calendar.js';
import type { ClassPlan, PlannedClass } from './class-plan.js';
import { prepare } from './prepare.js';
import type { PlanningProblem } from './problem.js';
import { totalsOf } from './totals.js';
import { unservedOf } from './unserved.js';

interface ClassKey {
  hostUnitId: string;
  startsOn: string;
}

/** What a person changes by hand. `to: null` leaves people without a seat. */
export type Edit =
  | { kind: 'move-class'; from: ClassKey; to: ClassKey & { endsOn: string } }
  | { kind: 'remove-class'; from: ClassKey }
  | { kind: 'move-people'; groupId: string; people: number; deskOfficers: number; from: ClassKey; to: ClassKey | null };

/** An edit that names a class, group or host that is not there. */
export class ImpossibleEdit extends Error {}

/**
 * The plan after some changes by hand, with its figures recomputed; whether it keeps the rules is the checker's to say.
 * @example checkPlan(problem, editPlan(problem, plan, edits)) // instantly, without a solver
 */
export function editPlan(problem: PlanningProblem, plan: ClassPlan, edits: Edit[]): ClassPlan {
  const prepared = prepare(problem);
  const classes = structuredClone(plan.classes);
  const indexOf = ({ hostUnitId, startsOn }: ClassKey): number => {
    const found = classes.findIndex(c => c.hostUnitId === hostUnitId && c.startsOn === startsOn);
    if (found < 0) throw new ImpossibleEdit(`no class at ${hostUnitId} on ${startsOn}`);
    return found;
  };
  for (const edit of edits) {
    const at = indexOf(edit.from);
    if (edit.kind === 'remove-class') classes.splice(at, 1);
    else if (edit.kind === 'move-class') {
      if (!prepared.hosts.some(h => h.unitId === edit.to.hostUnitId))
        throw new ImpossibleEdit(`${edit.to.hostUnitId} can hold no class`);
      Object.assign(classes[at]!, edit.to);
    } else movePeople(classes[at]!, edit.to && classes[indexOf(edit.to)]!, edit);
  }
  const held = classes.filter(c => c.seats.length > 0);
  const travel = totalsOf(prepared, held, 0).travel;
  const people = (of: PlannedClass[]): number => of.reduce((n, c) => n + c.seats.reduce((m, s) => m + s.people, 0), 0);
  // a bound speaks of certain people in a certain number of classes
  const isSameSize =
    edits.every(e => e.kind === 'move-class' || (e.kind === 'move-people' && e.to !== null)) &&
    held.length === plan.classes.length;
  const kilometres = isSameSize ? Math.min(plan.bounds.kilometres, travel) : 0;
  const maximum = Math.max(problem.classType.minimum, ...prepared.hosts.map(h => h.maximum));
  return {
    ...plan,
    classes: held,
    unserved: unservedOf(prepared, slotsOf(problem.calendar), held),
    bounds: {
      mostPeople: plan.bounds.mostPeople,
      fewestClasses: Math.min(held.length, Math.ceil(people(held) / maximum)),
      kilometres,
      proof: isSameSize ? plan.bounds.proof : null,
    },
    totals: totalsOf(prepared, held, kilometres),
    certificate: { ...plan.certificate, engine: `${plan.certificate.engine}, by hand`, optimal: false },
  };
}

function movePeople(from: PlannedClass, to: PlannedClass | null, edit: Extract<Edit, { kind: 'move-people' }>): void {
  const { groupId, people, deskOfficers } = edit;
  const seat = from.seats.find(s => s.groupId === groupId);
  const others = people - deskOfficers;
  if (!seat || deskOfficers > seat.deskOfficers || others > seat.people - seat.deskOfficers || others < 0)
    throw new ImpossibleEdit(`${groupId} has no ${people} people, ${deskOfficers} of the desk, in that class`);
  seat.people -= people;
  seat.deskOfficers -= deskOfficers;
  from.seats = from.seats.filter(s => s.people > 0);
  if (!to) return;
  const there = to.seats.find(s => s.groupId === groupId);
  if (there) Object.assign(there, { people: there.people + people, deskOfficers: there.deskOfficers + deskOfficers });
  else to.seats.push({ groupId, unitId: seat.unitId, people, deskOfficers });
}
