import { Injectable } from '@nestjs/common';
import { arrayText, type Reaction, type Received, type Tx } from '#messaging';
import { factTable, upsertFacts } from '../database/upsert-facts.js';
import { dutyChange, dutyPatch, type DutyEvent, type DutyPatch } from '../rules/duty-patch.js';

const DUTY = factTable<DutyPatch>(
  'duty_fact',
  {
    dutyId: 'uuid',
    personId: 'uuid',
    programmeId: 'uuid',
    kind: 'text',
    period: 'int',
    status: 'text',
    cohort: 'text',
    classType: 'text',
    unitId: 'uuid',
    openedOn: 'date',
    deadline: 'date',
    cause: 'text',
    batchId: 'uuid',
    moves: 'int',
    fulfilledOn: 'date',
    waivedOn: 'date',
  },
  { partial: true },
);

const CHANGES = `
  INSERT INTO duty_change (duty_id, revision, person_id, change, batch_id, changed_on, caused_by)
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::uuid[], $6::date[], $7::uuid[])
  ON CONFLICT DO NOTHING`;

/** Keeps the state of every duty, and what each of its revisions did for which batch. */
@Injectable()
export class ProjectDuties implements Reaction<DutyEvent> {
  async handle(events: Received<DutyEvent>[], tx: Tx): Promise<void> {
    await upsertFacts(
      tx,
      DUTY,
      events.map(({ data, revision }) => dutyPatch(data, revision)),
    );
    const changes = events.map(({ data }) => dutyChange(data));
    await tx.query(CHANGES, [
      arrayText(events.map(({ data }) => data.dutyId)),
      arrayText(events.map(({ revision }) => revision)),
      arrayText(events.map(({ data }) => data.personId)),
      arrayText(changes.map(({ change }) => change)),
      arrayText(changes.map(({ batchId }) => batchId)),
      arrayText(changes.map(({ on }) => on)),
      arrayText(events.map(({ causationId }) => causationId ?? null)),
    ]);
  }
}
