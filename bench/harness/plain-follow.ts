import type { DataSource } from 'typeorm';
import type { StaffReassigned } from '#contracts';
import { addDays, newId } from '#kernel';
import type { PlainMessage } from './plain-consumer.js';
import { PlainDuty, PlainInbox, PlainMove, PlainOutbox, PlainPerson } from './plain-training.js';

const PROGRAMME_ID = '0d5c5c2e-0f0e-4f0f-9d59-2f2b8f0d1a11';

/**
 * The effect of one move as a plain service has it: looks whether the message is known, loads the person and the open
 * duty, and saves what follows at once. What it publishes; undefined for a message that is known.
 */
export async function followPlainly(
  { manager }: DataSource,
  { payload, headers }: PlainMessage,
): Promise<PlainOutbox | undefined> {
  const move = payload as StaffReassigned;
  const eventId = String(headers['ce_id']);
  if (await manager.existsBy(PlainInbox, { eventId })) return undefined;
  const { personId, after, cause, effectiveDate } = move;
  const batchId = String(move.batchId);
  const revision = Number(headers['revision']);
  const person = (await manager.findOneBy(PlainPerson, { id: personId })) ?? new PlainPerson();
  Object.assign(person, { ...after, id: personId, revision, effectiveDate });
  const open = await manager.findOneBy(PlainDuty, { personId, status: 'open' });
  const duty = open ?? newDuty(move);
  duty.unitId = after.unitId;
  duty.deadline = addDays(effectiveDate, 90);
  duty.moves += 1;
  duty.revision += 1;
  const about = { personId, revision, cause, effectiveDate, batchId, after, dutyId: duty.id };
  const message = manager.create(PlainOutbox, {
    id: newId(),
    topic: 'enrollment.duty',
    key: duty.id,
    headers: { type: open ? 'DutyMoved' : 'DutyOpened', revision: String(duty.revision), causationid: eventId },
    payload: JSON.stringify(duty),
  });
  const inbox = manager.create(PlainInbox, { eventId });
  await manager.save([inbox, person, duty, manager.create(PlainMove, { eventId, ...about }), message]);
  return message;
}

function newDuty({ personId, cause, effectiveDate, batchId }: StaffReassigned): PlainDuty {
  return Object.assign(new PlainDuty(), {
    id: newId(),
    personId,
    programmeId: PROGRAMME_ID,
    kind: 'retraining',
    status: 'open',
    cohort: 'commune-leaders',
    classType: 'commune',
    openedOn: effectiveDate,
    cause,
    batchId,
    moves: 0,
    revision: 0,
  });
}
