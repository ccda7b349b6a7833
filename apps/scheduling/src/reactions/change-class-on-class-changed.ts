import { Injectable } from '@nestjs/common';
import type { ClassChanged } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

const CHANGE = `
  UPDATE training_class SET starts_on = $2, ends_on = $3, maximum = $4, status = $5 WHERE id = $1`;

/** A class that was merged or cancelled takes no place in calendar and quota any more; a postponed one takes another. */
@Injectable()
export class ChangeClassOnClassChanged implements Reaction<ClassChanged> {
  async handle(events: Received<ClassChanged>[], tx: Tx): Promise<void> {
    for (const { data } of events) {
      const { classId, change, startsOn, endsOn, maximum } = data;
      const status = change === 'merged' || change === 'cancelled' ? 'cancelled' : 'open';
      await tx.query(CHANGE, [classId, startsOn, endsOn, maximum, status]);
    }
  }
}
