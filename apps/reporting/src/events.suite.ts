// Events as short sentences, for the integration specs of this service.
import {
  DutyFulfilled,
  DutyMoved,
  DutyOpened,
  DutyWaived,
  make,
  StaffAppointed,
  StaffLeft,
  StaffReassigned,
  UnitEstablished,
  type UnitLevel,
} from '#contracts';
import { uuidFrom } from '#kernel';

/** A stable id for a name, so that a spec reads like a story. */
export const idOf = (name: string): string => uuidFrom('spec', name);

const state = (unit: string) =>
  ({ unitId: idOf(unit), unitLevel: 'commune', post: 'office-statistics-officer', duties: ['one-stop'] }) as const;
const assignment = (person: string, batch: string | null, effectiveDate: string) => ({
  personId: idOf(person),
  effectiveDate,
  batchId: batch && idOf(batch),
});

export const appointed = (person: string, unit: string, on: string, batch: string | null = null) =>
  make(StaffAppointed, {
    ...assignment(person, batch, on),
    after: { ...state(unit), duties: [] },
    cause: 'registration',
  });
export const reassigned = (person: string, from: string, to: string, on: string, batch: string | null = null) =>
  make(StaffReassigned, {
    ...assignment(person, batch, on),
    before: { ...state(from), duties: [] },
    after: { ...state(to), duties: [] },
    cause: 'merger',
  });
export const left = (person: string, unit: string, on: string, batch: string | null = null) =>
  make(StaffLeft, { ...assignment(person, batch, on), before: { ...state(unit), duties: [] }, cause: 'retirement' });

export const unit = (name: string, level: UnitLevel, parent: string | null) =>
  make(UnitEstablished, {
    unitId: idOf(name),
    code: name,
    name: `Đơn vị ${name}`,
    kind: 'xã',
    level,
    parentUnitId: parent && idOf(parent),
    provinceUnitId: idOf('P'),
    validFrom: '2020-01-01',
    longitude: null,
    latitude: null,
  });

const at = (unitName: string) =>
  ({ cohort: 'commune-officers', classType: 'commune', unitId: idOf(unitName) }) as const;

export const yearly = (duty: string, person: string, unitName: string) =>
  make(DutyOpened, {
    dutyId: idOf(duty),
    personId: idOf(person),
    programmeId: idOf('programme'),
    ...at(unitName),
    kind: 'yearly',
    period: 2025,
    openedOn: '2025-01-02',
    deadline: '2025-12-31',
    cause: null,
    batchId: null,
  });
export const retraining = (duty: string, person: string, unitName: string, on: string, batch: string) =>
  make(DutyOpened, {
    dutyId: idOf(duty),
    personId: idOf(person),
    programmeId: idOf('programme'),
    ...at(unitName),
    kind: 'retraining',
    period: null,
    openedOn: on,
    deadline: '2025-09-29',
    cause: 'merger',
    batchId: idOf(batch),
  });
export const moved = (
  duty: string,
  person: string,
  unitName: string,
  how: { on: string; coalesced: boolean; moves: number; batch: string },
) =>
  make(DutyMoved, {
    dutyId: idOf(duty),
    personId: idOf(person),
    ...at(unitName),
    openedOn: how.on,
    deadline: '2025-12-31',
    coalesced: how.coalesced,
    moves: how.moves,
    batchId: idOf(how.batch),
  });
export const fulfilled = (duty: string, person: string, on: string) =>
  make(DutyFulfilled, { dutyId: idOf(duty), personId: idOf(person), certificateId: idOf(`${duty}!`), fulfilledOn: on });
export const waived = (duty: string, person: string, on: string) =>
  make(DutyWaived, { dutyId: idOf(duty), personId: idOf(person), reason: 'left', waivedOn: on });
