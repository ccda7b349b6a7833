import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { NotFoundError } from '#kernel';
import { Transaction } from '#messaging';
import { NationalIdSeal } from '../national-id-seal.js';

export class DiscloseNationalId {
  @ApiProperty({ minLength: 5, maxLength: 500, description: 'What for; kept for good, so name a file, never a person' })
  @IsString()
  @Length(5, 500)
  purpose!: string;
}

const SEALED = `
  SELECT p.id, i.sealed FROM person p LEFT JOIN person_national_id i ON i.person_id = p.id WHERE p.id = $1`;

const RECORD = 'INSERT INTO national_id_disclosure (person_id, disclosed_by, purpose) VALUES ($1, $2, $3)';

/**
 * Shows a number in full. Who, when and what for are written in the same transaction, with the audit record of the
 * command: there is no answer without them. It is asked anew each time; the answer is stored nowhere.
 */
@Injectable()
export class DiscloseNationalIdHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly seal: NationalIdSeal,
  ) {}

  execute(personId: string, { purpose }: DiscloseNationalId, by: string) {
    return this.transaction.run(async tx => {
      const [person] = await tx.query<{ sealed: Buffer | null }>(SEALED, [personId]);
      if (!person) throw new NotFoundError('STAFF.PERSON_ID_UNKNOWN', { id: personId });
      if (!person.sealed) throw new NotFoundError('STAFF.NATIONAL_ID_UNKNOWN', { id: personId });
      const nationalId = this.seal.open(personId, person.sealed);
      await tx.query(RECORD, [personId, by, purpose]);
      return { personId, nationalId };
    });
  }
}
