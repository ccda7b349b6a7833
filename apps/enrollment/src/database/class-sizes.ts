import type { Tx } from '#messaging';
import type { ClassSize } from '../rules/class-change.js';

/** What is known of a class when somebody decides about its size. */
export const CLASS_SIZE = `
  id, starts_on AS "startsOn", ends_on AS "endsOn", granted, reserved, minimum, maximum, extra`;

export type DecidedClass = ClassSize & { status: string; classType: string; skill: string | null; programmeId: string };

const CLASSES = `
  SELECT ${CLASS_SIZE}, status, class_type AS "classType", skill, programme_id AS "programmeId" FROM training_class
  WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`;

export async function lockClassSizes(tx: Tx, ids: string[]): Promise<Map<string, DecidedClass>> {
  return new Map((await tx.query<DecidedClass>(CLASSES, [ids])).map(one => [one.id, one]));
}
