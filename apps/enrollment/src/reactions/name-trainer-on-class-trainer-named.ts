import { Injectable } from '@nestjs/common';
import type { ClassTrainerNamed } from '#contracts';
import { NotFoundError } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';

const NAME = `
  UPDATE training_class SET trainer = new.trainer, trainer_revision = new.revision
  FROM unnest($1::uuid[], $2::text[], $3::int[]) AS new (id, trainer, revision)
  WHERE training_class.id = new.id AND training_class.trainer_revision < new.revision`;

const KNOWN = 'SELECT id FROM training_class WHERE id = ANY ($1::uuid[])';

/** From now on this account reaches the class, and the one before no longer does. */
@Injectable()
export class NameTrainerOnClassTrainerNamed implements Reaction<ClassTrainerNamed> {
  async handle(events: Received<ClassTrainerNamed>[], tx: Tx): Promise<void> {
    const newest = new Map<string, Received<ClassTrainerNamed>>();
    for (const event of events) {
      const other = newest.get(event.data.classId);
      if (!other || other.revision < event.revision) newest.set(event.data.classId, event);
    }
    const ids = [...newest.keys()];
    const known = new Set((await tx.query<{ id: string }>(KNOWN, [ids])).map(({ id }) => id));
    const unknown = ids.find(id => !known.has(id));
    if (unknown) throw new NotFoundError('ENROLLMENT.CLASS_UNKNOWN', { id: unknown });
    const named = [...newest.values()];
    await tx.query(NAME, [ids, named.map(({ data }) => data.trainer), named.map(({ revision }) => revision)]);
  }
}
