import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches, ValidateIf } from 'class-validator';
import { ConflictError, NotFoundError } from '#kernel';
import { Transaction } from '#messaging';
import { findTaken, keepNationalIds, lockNationalIds } from '../database/national-ids.js';
import { NationalIdSeal } from '../national-id-seal.js';
import { maskOf, NATIONAL_ID } from '../rules/national-id.js';

export class RecordNationalId {
  @ApiProperty({ type: String, nullable: true, pattern: NATIONAL_ID.source, description: 'Null: forget it' })
  @ValidateIf((_, value) => value !== null)
  @Matches(NATIONAL_ID)
  nationalId!: string | null;
}

const LOCK = 'SELECT erased_at IS NOT NULL AS erased FROM person WHERE id = $1 FOR UPDATE';

/** Keeps a person's national id sealed, in place of the one before. Nothing of it goes into the store of repeated requests. */
@Injectable()
export class RecordNationalIdHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly seal: NationalIdSeal,
  ) {}

  execute(
    personId: string,
    { nationalId }: RecordNationalId,
  ): Promise<{ personId: string; nationalId: string | null }> {
    return this.transaction.run(async tx => {
      await lockNationalIds(tx);
      const [person] = await tx.query<{ erased: boolean }>(LOCK, [personId]);
      if (!person) throw new NotFoundError('STAFF.PERSON_ID_UNKNOWN', { id: personId });
      if (person.erased) throw new ConflictError('STAFF.PERSON_ERASED', { id: personId });
      if (nationalId === null) {
        await tx.query('DELETE FROM person_national_id WHERE person_id = $1', [personId]);
        return { personId, nationalId: null };
      }
      const number = { personId, nationalId };
      if ((await findTaken(tx, this.seal.hashes([number]))).size > 0)
        throw new ConflictError('STAFF.NATIONAL_ID_TAKEN');
      await keepNationalIds(tx, [this.seal.close(number)]);
      return { personId, nationalId: maskOf(nationalId.slice(-3)) };
    });
  }
}
