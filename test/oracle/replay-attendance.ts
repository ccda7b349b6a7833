import { deskOfficers, isOfficer } from './desk.js';
import type { ClassDays, Mark, Person } from './world.js';

/** An officer who was in a class, and how many stood at that desk when the attendance was recorded. */
export interface OfficerAway {
  classId: string;
  personId: string;
  unitId: string;
  officers: number;
}

/** Who was in which class, by the last mark of each. */
export class Attendance {
  /** One mark for a seat, whatever number of times it was sent. */
  readonly marks = new Map<string, Mark>();
  readonly officersAway = new Map<string, OfficerAway>();

  constructor(private readonly classes: ReadonlyMap<string, ClassDays>) {}

  /** Keeps marks and gives those who were there, each with the days of the class. */
  keep(marks: Mark[], people: ReadonlyMap<string, Person>): { personId: string; classId: string; days: ClassDays }[] {
    const officers = deskOfficers(people.values());
    return marks.flatMap(mark => {
      const { classId, personId } = mark;
      const key = `${classId}/${personId}`;
      const days = this.classes.get(classId);
      if (!days) throw new Error(`The journal has attendance of the class ${classId}, which enrollment does not know`);
      this.marks.set(key, mark);
      this.officersAway.delete(key);
      if (mark.mark !== 'attended') return [];
      const person = people.get(personId);
      if (person?.held && isOfficer(person)) {
        const { unitId } = person.held;
        this.officersAway.set(key, { classId, personId, unitId, officers: officers.get(unitId) ?? 0 });
      }
      return [{ personId, classId, days }];
    });
  }
}
