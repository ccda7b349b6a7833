import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { certificateState } from '../rules/certificate-terms.js';

interface Found {
  number: string;
  programmeId: string;
  classType: string;
  skill: string | null;
  issuedOn: string;
  validUntil: string;
  revokedOn: string | null;
  supersededBy: string | null;
}

const OF_NUMBER = `
  SELECT number, programme_id AS "programmeId", class_type AS "classType", skill, issued_on AS "issuedOn",
    valid_until AS "validUntil", revoked_on AS "revokedOn", superseded_by_number AS "supersededBy"
  FROM certificate_of_number($1)`;

/** Says whether a number is genuine and still good, to anybody who reads it off a certificate; never whose it is. */
@Injectable()
export class VerifyCertificateHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute(number: string) {
    const [found] = await queryRows<Found>(this.dataSource, OF_NUMBER, [number.trim().toUpperCase()]);
    if (!found) throw new NotFoundError('ENROLLMENT.CERTIFICATE_UNKNOWN', { number });
    const superseded = found.supersededBy !== null;
    return { ...found, state: certificateState({ ...found, superseded }, this.clock.today()) };
  }
}
