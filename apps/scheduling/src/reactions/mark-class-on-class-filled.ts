import { Injectable } from '@nestjs/common';
import type { ClassFilled } from '#contracts';
import { NotFoundError } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';

const MARK = `
  UPDATE training_class SET filled = true, filled_revision = news.revision, granted = news.granted
  FROM (SELECT DISTINCT ON (id) * FROM unnest($1::uuid[], $2::int[], $3::int[]) AS n (id, revision, granted)
    ORDER BY id, revision DESC) AS news
  WHERE training_class.id = news.id AND training_class.filled_revision < news.revision`;

/** Once every open class was offered to all who wait, the demand that is left needs more classes. */
@Injectable()
export class MarkClassOnClassFilled implements Reaction<ClassFilled> {
  async handle(events: Received<ClassFilled>[], tx: Tx): Promise<void> {
    const ids = events.map(({ data }) => data.classId);
    const [unknown] = await tx.query<{ id: string }>(
      'SELECT id FROM unnest($1::uuid[]) AS id WHERE id NOT IN (SELECT id FROM training_class)',
      [ids],
    );
    if (unknown) throw new NotFoundError('SCHEDULING.CLASS_UNKNOWN', { classId: unknown.id });
    await tx.query(MARK, [ids, events.map(({ revision }) => revision), events.map(({ data }) => data.granted)]);
  }
}
