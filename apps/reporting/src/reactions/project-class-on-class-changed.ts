import { Injectable } from '@nestjs/common';
import type { ClassChanged } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';
import { factTable, upsertFacts } from '../database/upsert-facts.js';
import type { Patch } from '../rules/merge-patch.js';

const CHANGE = factTable<Patch & ClassChanged>('class_change_fact', {
  classId: 'uuid',
  change: 'text',
  startsOn: 'date',
  endsOn: 'date',
  maximum: 'int',
});

/** Keeps the last change of each class: other days, seats above the maximum, or its end. */
@Injectable()
export class ProjectClassOnClassChanged implements Reaction<ClassChanged> {
  async handle(events: Received<ClassChanged>[], tx: Tx): Promise<void> {
    await upsertFacts(
      tx,
      CHANGE,
      events.map(({ data, revision }) => ({ ...data, revision, complete: true })),
    );
  }
}
