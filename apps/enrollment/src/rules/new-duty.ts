import type { Cohort } from '#contracts';
import type { TrainingDuty } from './person-training.js';

type Owed = Omit<TrainingDuty, 'status' | 'cohort' | 'classType' | 'revision' | 'fulfilledOn' | 'certificateId'>;

/**
 * A duty of somebody in a cohort of which nobody was told yet. Spelled out, as thousands of a batch come here: an object put
 * together of others is made anew field by field.
 */
export function newDuty(owed: Owed, { code, classType }: Pick<Cohort, 'code' | 'classType'>): TrainingDuty {
  return {
    id: owed.id,
    personId: owed.personId,
    programmeId: owed.programmeId,
    kind: owed.kind,
    period: owed.period,
    status: 'open',
    cohort: code,
    classType,
    unitId: owed.unitId,
    openedOn: owed.openedOn,
    deadline: owed.deadline,
    cause: owed.cause,
    batchId: owed.batchId,
    moves: owed.moves,
    revision: 0,
    fulfilledOn: null,
    certificateId: null,
  };
}
