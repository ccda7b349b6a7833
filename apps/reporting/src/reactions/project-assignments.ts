import { Injectable } from '@nestjs/common';
import { StaffAppointed, StaffLeft, type BackdatedMove, type StaffReassigned } from '#contracts';
import { arrayText, type Reaction, type Received, type Tx } from '#messaging';
import { factTable, upsertFacts } from '../database/upsert-facts.js';
import type { Patch } from '../rules/merge-patch.js';

type AssignmentEvent = StaffAppointed | StaffReassigned | StaffLeft;

interface PersonPatch extends Patch {
  personId: string;
  unitId: string | null;
}

const PERSON = factTable<PersonPatch>('person_fact', { personId: 'uuid', unitId: 'uuid' });

// Sorted like the people: the calm and the batch lane may bring the same person at the same time.
const MOVES = `
  INSERT INTO move_fact (person_id, revision, kind, cause, batch_id, effective_date, unit_id, event_id)
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::uuid[], $6::date[], $7::uuid[], $8::uuid[])
    AS move (person_id, revision, kind, cause, batch_id, effective_date, unit_id, event_id)
  ORDER BY person_id, revision
  ON CONFLICT DO NOTHING`;

/** Keeps where everybody serves, and every move with its batch; what came late is a move of its day and no more. */
@Injectable()
export class ProjectAssignments implements Reaction<AssignmentEvent> {
  async handle(events: Received<AssignmentEvent>[], tx: Tx): Promise<void> {
    const moves = events.map(({ data, revision }) => ({
      personId: data.personId,
      revision,
      kind: kindOf(data),
      cause: data.cause,
      batchId: data.batchId,
      effectiveDate: data.effectiveDate,
      unitId: joinedUnit(data),
    }));
    const people = events.map(({ data, revision }) => ({
      personId: data.personId,
      revision,
      unitId: data instanceof StaffLeft ? null : data.after.unitId,
      complete: true,
    }));
    await upsertFacts(tx, PERSON, people);
    await tx.query(MOVES, [
      arrayText(moves.map(({ personId }) => personId)),
      arrayText(moves.map(({ revision }) => revision)),
      arrayText(moves.map(({ kind }) => kind)),
      arrayText(moves.map(({ cause }) => cause)),
      arrayText(moves.map(({ batchId }) => batchId)),
      arrayText(moves.map(({ effectiveDate }) => effectiveDate)),
      arrayText(moves.map(({ unitId }) => unitId)),
      arrayText(events.map(({ id }) => id)),
    ]);
  }
}

const backdatedOf = (event: AssignmentEvent): BackdatedMove | undefined =>
  event instanceof StaffAppointed ? undefined : event.backdated;

function joinedUnit(event: AssignmentEvent): string | null {
  const late = backdatedOf(event);
  if (late) return late.after?.unitId ?? null;
  return event instanceof StaffLeft ? null : event.after.unitId;
}

function kindOf(event: AssignmentEvent): 'appointed' | 'reassigned' | 'left' {
  const late = backdatedOf(event);
  if (late) return late.after === null ? 'left' : late.before === null ? 'appointed' : 'reassigned';
  if (event instanceof StaffLeft) return 'left';
  return event instanceof StaffAppointed ? 'appointed' : 'reassigned';
}
