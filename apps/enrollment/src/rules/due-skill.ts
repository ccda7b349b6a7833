import { nextSkill } from './certificate-terms.js';
import type { ProgrammeBook } from './programme-book.js';

/** The skill that a person has to be taught, where the programme has classes for each; null where a class teaches all. */
export function dueSkill(
  book: ProgrammeBook,
  { earliest, owedTo }: { earliest: string; owedTo: string },
  last: string | null | undefined,
): string | null {
  // As in the demand: the class that answers the duty will be one of the programme in force by then.
  const programme = book.on(earliest) ?? book.byId(owedTo);
  return programme?.rules.classesPerSkill ? nextSkill(programme.rules.skills, last) : null;
}

/** True when a class may teach the person: it teaches one skill that is due, or everybody their own. */
export const teaches = (
  { skill: taught }: { skill?: string | null },
  { skill: due }: { skill?: string | null },
): boolean => !taught || !due || taught === due;
