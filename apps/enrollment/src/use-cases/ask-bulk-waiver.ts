import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { IsPlainDate, MOST_PARTS } from '#contracts';
import { Clock, ConflictError, DomainError, newId, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { openDutiesById, openDutiesOfUnits } from '../database/bulk-waivers.js';
import { requestBulkWaiver } from '../database/request-bulk-waiver.js';
import { WAIVER_GROUNDS, type AskedDuty, type WaiverGround } from '../rules/bulk-waiver.js';

const MOST_DUTIES = 10_000;

export class AskBulkWaiver {
  @ApiProperty({ enum: WAIVER_GROUNDS, description: 'What the deciders read; the reason itself stays in this service' })
  @IsIn(WAIVER_GROUNDS)
  ground!: WaiverGround;

  @ApiProperty({ example: 'Lũ quét, các xã tạm dừng cử người đi học theo Công điện 12/CĐ-UBND' })
  @IsString()
  @Length(3, 500)
  reason!: string;

  @ApiProperty({ example: '2026-09-30', description: 'The last day; from the next on the duties are owed again' })
  @IsPlainDate()
  until!: string;

  @ApiPropertyOptional({ type: [String], description: 'The duties; all must be open' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_DUTIES)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  dutyIds?: string[];

  @ApiPropertyOptional({ type: [String], description: 'Instead of duties: all open ones of the people of these units' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PARTS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  unitIds?: string[];
}

const KNOWN = 'SELECT id FROM training_duty WHERE id = ANY ($1::uuid[])';

/** Asks the approval chain to set many duties aside at once until a day. */
@Injectable()
export class AskBulkWaiverHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(command: AskBulkWaiver, key: RequestKey) {
    return this.idempotency.run(key, command, tx => this.ask(command, key.subject, tx));
  }

  private async ask(command: AskBulkWaiver, by: string, tx: Tx) {
    const { ground, reason, until } = command;
    const on = this.clock.today();
    if (until < on) throw new DomainError('ENROLLMENT.WAIVER_OVER', { date: until });
    const duties = await selected(tx, command, on);
    return requestBulkWaiver(tx, { id: newId(), ground, reason, until, duties, by, editedBy: [by], on });
  }
}

async function selected(tx: Tx, { dutyIds, unitIds }: AskBulkWaiver, today: string): Promise<AskedDuty[]> {
  if ((dutyIds === undefined) === (unitIds === undefined)) throw new DomainError('ENROLLMENT.WAIVER_SELECTION');
  if (dutyIds) return allOpen(tx, dutyIds, today);
  const duties = await openDutiesOfUnits(tx, unitIds ?? [], today, MOST_DUTIES + 1);
  if (duties.length > MOST_DUTIES) throw new DomainError('ENROLLMENT.TOO_MANY_DUTIES', { limit: MOST_DUTIES });
  if (duties.length === 0) throw new DomainError('ENROLLMENT.NOTHING_TO_WAIVE');
  return duties;
}

/** Nothing is left out without being said: a duty that is not open, or not the caller's to see, refuses the request. */
async function allOpen(tx: Tx, dutyIds: string[], today: string): Promise<AskedDuty[]> {
  const duties = await openDutiesById(tx, dutyIds, today);
  if (duties.length === dutyIds.length) return duties;
  const known = new Set((await tx.query<{ id: string }>(KNOWN, [dutyIds])).map(({ id }) => id));
  const unknown = dutyIds.find(id => !known.has(id));
  if (unknown) throw new NotFoundError('ENROLLMENT.DUTY_UNKNOWN', { id: unknown });
  const open = new Set(duties.map(({ dutyId }) => dutyId));
  throw new ConflictError('ENROLLMENT.DUTY_NOT_OPEN', { id: dutyIds.find(id => !open.has(id)) ?? '' });
}
