import { uuidFrom } from '#kernel';
import type { ClassType, ClassTypeCode } from '#contracts';
import type { LeftOut } from './build-problem.js';

export type PlanKind = 'year' | 'supplementary';

export interface ContentClass {
  classId: string;
  classType: ClassTypeCode;
  hostUnitId: string;
  startsOn: string;
  endsOn: string;
  minimum: number;
  maximum: number;
  people: number;
  /** Of the planning settings; absent where trainers are no limit. */
  trainerId?: string;
  /** The one skill that it teaches, where the programme has classes for each. */
  skill?: string;
  seats: { unitId: string; seats: number; deskSeats: number }[];
}

export interface ContentTotals {
  classType: ClassTypeCode;
  people: number;
  classes: number;
  unserved: number;
  personKm: number;
  fewestClasses: number;
  /** No placement on the hosts that were looked at travels less. */
  boundKm: number;
}

export interface Unserved {
  classType: ClassTypeCode;
  unitId: string;
  deadline: string;
  people: number;
  reason: string;
}

/** What an approval chain decides on; its canonical text is what the hash binds. */
export interface PlanContent {
  kind: PlanKind;
  programmeId: string;
  classes: ContentClass[];
  totals: ContentTotals[];
  unserved: Unserved[];
}

/** The planner's answer for one class type, with what was asked. */
export interface DraftedType {
  classType: ClassType;
  groups: { id: string; unitId: string; deadline: string; skill?: string }[];
  leftOut: LeftOut[];
  plan: {
    classes: {
      hostUnitId: string;
      startsOn: string;
      endsOn: string;
      trainerId?: string;
      seats: { groupId: string; unitId: string; people: number; deskOfficers: number }[];
    }[];
    unserved: { groupId: string; people: number; reason: string }[];
    bounds: { fewestClasses: number; kilometres: number };
    totals: { people: number; classes: number; personKm: number };
  };
}

export function planContent(planId: string, kind: PlanKind, programmeId: string, drafted: DraftedType[]): PlanContent {
  const held = drafted.flatMap(({ classType, plan, groups }) => {
    const skills = new Map(groups.map(({ id, skill }) => [id, skill]));
    // People of different skills never share a class, so anybody's is everybody's.
    return plan.classes.map(one => ({ ...one, classType, skill: skills.get(one.seats[0]?.groupId ?? '') }));
  });
  return {
    kind,
    programmeId,
    classes: held.map(({ classType, seats, hostUnitId, startsOn, endsOn, trainerId, skill }, n) => ({
      classId: uuidFrom('class', planId, n),
      classType: classType.code,
      hostUnitId,
      startsOn,
      endsOn,
      minimum: classType.minimum,
      maximum: classType.maximum,
      people: seats.reduce((sum, seat) => sum + seat.people, 0),
      ...(trainerId === undefined ? {} : { trainerId }),
      ...(skill ? { skill } : {}),
      seats: seatsPerUnit(seats),
    })),
    totals: drafted.map(totalsOf),
    unserved: drafted.flatMap(unservedOf),
  };
}

/** The figures an approver sees first. */
export function summaryOf({ totals }: PlanContent) {
  const sum = (figure: (total: ContentTotals) => number) => totals.reduce((all, total) => all + figure(total), 0);
  const personKm = sum(total => total.personKm);
  return {
    classes: sum(total => total.classes),
    people: sum(total => total.people),
    unserved: sum(total => total.unserved),
    personKm,
    fewestClasses: sum(total => total.fewestClasses),
    gap: personKm > 0 ? Math.max(0, (personKm - sum(total => total.boundKm)) / personKm) : 0,
  };
}

function seatsPerUnit(seats: DraftedType['plan']['classes'][number]['seats']): ContentClass['seats'] {
  const units = new Map<string, ContentClass['seats'][number]>();
  for (const { unitId, people, deskOfficers } of seats) {
    const unit = units.get(unitId) ?? { unitId, seats: 0, deskSeats: 0 };
    units.set(unitId, { unitId, seats: unit.seats + people, deskSeats: unit.deskSeats + deskOfficers });
  }
  return [...units.values()].sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
}

function unservedOf({ classType, groups, leftOut, plan }: DraftedType): Unserved[] {
  const byId = new Map(groups.map(group => [group.id, group]));
  return [
    ...plan.unserved.map(({ groupId, people, reason }) => {
      const group = byId.get(groupId);
      if (!group) throw new Error(`The planner answered about group ${groupId}, which it was not asked about`);
      return { classType: classType.code, unitId: group.unitId, deadline: group.deadline, people, reason };
    }),
    ...leftOut.map(left => ({ classType: classType.code, ...left })),
  ];
}

function totalsOf(drafted: DraftedType): ContentTotals {
  const { bounds, totals } = drafted.plan;
  return {
    classType: drafted.classType.code,
    people: totals.people,
    classes: totals.classes,
    unserved: unservedOf(drafted).reduce((sum, { people }) => sum + people, 0),
    personKm: totals.personKm,
    fewestClasses: bounds.fewestClasses,
    boundKm: bounds.kilometres,
  };
}
