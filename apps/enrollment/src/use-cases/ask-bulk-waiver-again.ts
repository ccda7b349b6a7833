import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsPlainDate } from '#contracts';
import { Clock, ConflictError, DomainError, ForbiddenError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, requireVersion, type RequestKey } from '#platform';
import { lockBulkWaiver, openDutiesById, type LockedBulkWaiver } from '../database/bulk-waivers.js';
import { requestBulkWaiver } from '../database/request-bulk-waiver.js';
import { WAIVER_GROUNDS, type WaiverGround } from '../rules/bulk-waiver.js';

export class AskBulkWaiverAgain {
  @ApiPropertyOptional({ enum: WAIVER_GROUNDS, description: 'As before when left out' })
  @IsOptional()
  @IsIn(WAIVER_GROUNDS)
  ground?: WaiverGround;

  @ApiPropertyOptional({ description: 'As before when left out' })
  @IsOptional()
  @IsString()
  @Length(3, 500)
  reason?: string;

  @ApiPropertyOptional({ example: '2026-10-31', description: 'As before when left out' })
  @IsOptional()
  @IsPlainDate()
  until?: string;
}

const DUTIES = 'SELECT duty_id AS id FROM bulk_waiver_duty WHERE bulk_waiver_id = $1';
const WITH_AUTHOR: LockedBulkWaiver['status'][] = ['returned', 'withdrawn', 'outdated'];

/** Asks again for what came back: the same duties as they are now; those that are not open any more stay listed as such. */
@Injectable()
export class AskBulkWaiverAgainHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(id: string, command: AskBulkWaiverAgain, version: number, key: RequestKey) {
    return this.idempotency.run(key, { ...command, version }, tx => this.ask(id, command, version, key.subject, tx));
  }

  private async ask(id: string, command: AskBulkWaiverAgain, version: number, by: string, tx: Tx) {
    const before = await lockBulkWaiver(tx, id);
    if (!before) throw new NotFoundError('ENROLLMENT.WAIVER_UNKNOWN', { id });
    requireVersion(version, before.version);
    if (!before.whole) throw new ForbiddenError('ENROLLMENT.WAIVER_OF_OTHERS');
    const { status } = before;
    if (!WITH_AUTHOR.includes(status)) throw new ConflictError('ENROLLMENT.WAIVER_NOT_GIVEN_BACK', { status });
    const { ground = before.ground, reason = before.reason, until = before.until } = command;
    const on = this.clock.today();
    if (until < on) throw new DomainError('ENROLLMENT.WAIVER_OVER', { date: until });
    const asked = await tx.query<{ id: string }>(DUTIES, [id]);
    const duties = await openDutiesById(
      tx,
      asked.map(one => one.id),
      on,
    );
    if (duties.length === 0) throw new DomainError('ENROLLMENT.NOTHING_TO_WAIVE');
    const editedBy = [...new Set([...before.editedBy, by])];
    return requestBulkWaiver(tx, { id, ground, reason, until, duties, by, editedBy, on });
  }
}
