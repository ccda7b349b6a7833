import { Injectable } from '@nestjs/common';
import { Transaction } from '#messaging';
import { keepNationalIds, lockNationalIds } from '../database/national-ids.js';
import { NationalIdSeal } from '../national-id-seal.js';

const CHUNK = 500;

const OLDER = `
  SELECT person_id AS "personId", sealed FROM person_national_id
  WHERE substring(sealed FROM 1 FOR $2) <> $1 ORDER BY person_id LIMIT ${CHUNK} FOR UPDATE`;

/** Puts what an older key sealed under the newest one; when nothing is left the older key may go. */
@Injectable()
export class RenewNationalIdSealsHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly seal: NationalIdSeal,
  ) {}

  /** Whether there was something to do. */
  execute(): Promise<boolean> {
    const mark = this.seal.keyMark;
    return this.transaction.run(async tx => {
      await lockNationalIds(tx);
      const rows = await tx.query<{ personId: string; sealed: Buffer }>(OLDER, [mark, mark.length]);
      const closed = rows.map(({ personId, sealed }) =>
        this.seal.close({ personId, nationalId: this.seal.open(personId, sealed) }),
      );
      if (closed.length > 0) await keepNationalIds(tx, closed);
      return closed.length > 0;
    });
  }
}
