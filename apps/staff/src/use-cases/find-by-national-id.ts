import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { NotFoundError } from '#kernel';
import { Transaction } from '#messaging';
import { NationalIdSeal } from '../national-id-seal.js';
import { NATIONAL_ID } from '../rules/national-id.js';

export class FindByNationalId {
  @ApiProperty({ pattern: NATIONAL_ID.source })
  @Matches(NATIONAL_ID)
  nationalId!: string;
}

const FOUND = `
  SELECT p.id AS "personId", p.staff_code AS "staffCode", p.full_name AS "fullName"
  FROM person_national_id i JOIN person p ON p.id = i.person_id WHERE i.lookup = ANY ($1::bytea[])`;

/** Who has this number. In a transaction, so that the question is on record like a change. */
@Injectable()
export class FindByNationalIdHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly seal: NationalIdSeal,
  ) {}

  execute({ nationalId }: FindByNationalId) {
    return this.transaction.run(async tx => {
      const [found] = await tx.query<{ personId: string; staffCode: string; fullName: string }>(FOUND, [
        this.seal.lookups(nationalId),
      ]);
      if (!found) throw new NotFoundError('STAFF.NATIONAL_ID_NOT_FOUND');
      return found;
    });
  }
}
