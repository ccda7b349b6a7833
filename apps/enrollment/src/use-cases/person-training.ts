import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { NotFoundError } from '#kernel';
import { CertificateRow } from '../database/certificate.row.js';
import { DutyRow } from '../database/duty.row.js';
import { PersonStateRow } from '../database/person-state.row.js';
import { SeatRow } from '../database/seat.row.js';

interface Waiver {
  dutyId: string;
  reason: string;
  until: string;
  waivedOn: string;
  waivedBy: string;
  endedOn: string | null;
}

const WAIVERS = `
  SELECT duty_id AS "dutyId", reason, until, waived_on AS "waivedOn", waived_by AS "waivedBy", ended_on AS "endedOn"
  FROM duty_waiver WHERE person_id = $1 ORDER BY waived_on, duty_id`;

@Injectable()
export class PersonTrainingHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(personId: string) {
    const { manager } = this.dataSource;
    const person = await manager.findOneBy(PersonStateRow, { personId });
    if (!person) throw new NotFoundError('ENROLLMENT.PERSON_UNKNOWN', { id: personId });
    const { unitId, post, duties: concurrentDuties, effectiveDate, leftOn } = person;
    return {
      personId,
      assignment: unitId ? { unitId, post, duties: concurrentDuties, effectiveDate } : null,
      leftOn,
      duties: await manager.find(DutyRow, { where: { personId }, order: { openedOn: 'ASC', id: 'ASC' } }),
      waivers: await queryRows<Waiver>(this.dataSource, WAIVERS, [personId]),
      seats: await manager.find(SeatRow, { where: { personId }, order: { startsOn: 'ASC', revision: 'ASC' } }),
      certificates: await manager.find(CertificateRow, { where: { personId }, order: { issuedOn: 'ASC' } }),
    };
  }
}
