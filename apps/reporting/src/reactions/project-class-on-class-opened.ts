import { Injectable } from '@nestjs/common';
import type { ClassOpened } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';
import { factTable, upsertFacts } from '../database/upsert-facts.js';
import type { Patch } from '../rules/merge-patch.js';

type ClassPatch = Patch & Omit<ClassOpened, 'seatPlan' | 'reachUnitIds' | 'trainer' | 'skill'>;

const CLASS = factTable<ClassPatch>('class_fact', {
  classId: 'uuid',
  planId: 'uuid',
  programmeId: 'uuid',
  classType: 'text',
  purpose: 'text',
  hostUnitId: 'uuid',
  startsOn: 'date',
  endsOn: 'date',
  minimum: 'int',
  maximum: 'int',
});

@Injectable()
export class ProjectClassOnClassOpened implements Reaction<ClassOpened> {
  async handle(events: Received<ClassOpened>[], tx: Tx): Promise<void> {
    await upsertFacts(
      tx,
      CLASS,
      events.map(({ data, revision }) => ({ ...data, revision, complete: true })),
    );
  }
}
