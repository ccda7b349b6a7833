import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, MaxLength } from 'class-validator';
import { NotFoundError } from '#kernel';
import { Transaction } from '#messaging';

export class SetMailbox {
  @ApiProperty({ example: 'vanphong@muongla.example' })
  @IsEmail()
  @MaxLength(200)
  address!: string;
}

const SET = `
  INSERT INTO unit_mailbox (unit_id, address, set_by)
  SELECT id, $2, $3 FROM known_unit WHERE id = $1 AND ((SELECT sees_everything()) OR id = ANY ((SELECT units_in_scope())::uuid[]))
  ON CONFLICT (unit_id) DO UPDATE SET address = excluded.address, set_by = excluded.set_by
  RETURNING unit_id`;

/** Where a unit reads its notices beside the page itself: an office's mailbox, not a person's. */
@Injectable()
export class SetMailboxHandler {
  constructor(private readonly transaction: Transaction) {}

  execute(unitId: string, { address }: SetMailbox, setBy: string): Promise<{ unitId: string; address: string }> {
    return this.transaction.run(async tx => {
      const set = await tx.query(SET, [unitId, address, setBy]);
      if (set.length === 0) throw new NotFoundError('ENROLLMENT.UNIT_UNKNOWN', { id: unitId });
      return { unitId, address };
    });
  }
}
