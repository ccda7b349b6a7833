import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { IsPlainDate } from '#contracts';
import { Clock, ConflictError, DomainError, NotFoundError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { lockClassSizes, type DecidedClass } from '../database/class-sizes.js';
import { requestClassChange } from '../database/request-class-change.js';
import { CLASS_ACTIONS, type ClassAction } from '../rules/class-change.js';

export class AskClassChange {
  @ApiProperty({ enum: CLASS_ACTIONS, description: 'What shall become of the class' })
  @IsIn(CLASS_ACTIONS)
  action!: ClassAction;

  @ApiPropertyOptional({ description: 'Of a merger: the class that takes the people' })
  @IsOptional()
  @IsUUID()
  intoClassId?: string;

  @ApiPropertyOptional({ example: '2026-05-18', description: 'Of a postponement: the new first day' })
  @IsOptional()
  @IsPlainDate()
  startsOn?: string;

  @ApiPropertyOptional({ description: 'Of an enlargement: seats above the maximum' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000)
  extraSeats?: number;

  @ApiProperty({ example: 'Chỉ có 18 người đăng ký' })
  @IsString()
  @Length(3, 500)
  reason!: string;
}

/** Asks the approval chain what shall become of a class below its minimum, or to seat people above its maximum. */
@Injectable()
export class AskClassChangeHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(classId: string, command: AskClassChange, key: RequestKey): Promise<{ id: string; contentHash: string }> {
    return this.idempotency.run(key, command, tx => this.ask(classId, command, key.subject, tx));
  }

  private async ask(classId: string, command: AskClassChange, askedBy: string, tx: Tx) {
    const { action, intoClassId = null, startsOn = null, extraSeats: extra = null, reason } = command;
    const classes = await lockClassSizes(tx, intoClassId ? [classId, intoClassId] : [classId]);
    const one = openClass(classes, classId);
    const into = intoClassId ? openClass(classes, intoClassId) : undefined;
    this.requireSense(command, one, into);
    const wanted = { action, intoClassId, startsOn, extra };
    const asked = await requestClassChange(tx, { wanted, one, into, reason, by: askedBy, on: this.clock.today() });
    if (!asked) throw new ConflictError('ENROLLMENT.CHANGE_ASKED', { id: classId });
    return asked;
  }

  private requireSense(command: AskClassChange, one: DecidedClass, into: DecidedClass | undefined): void {
    const { action, startsOn, extraSeats } = command;
    const complete =
      (action === 'merge') === (into !== undefined) &&
      (action === 'postpone') === (startsOn !== undefined) &&
      (action === 'enlarge') === (extraSeats !== undefined);
    if (!complete) throw new DomainError('ENROLLMENT.CHANGE_INCOMPLETE', { action });
    if (action !== 'enlarge' && one.granted >= one.minimum)
      throw new DomainError('ENROLLMENT.MINIMUM_REACHED', { granted: one.granted, minimum: one.minimum });
    const differs = into && (into.classType !== one.classType || into.skill !== one.skill);
    if (into && (differs || into.id === one.id)) throw new DomainError('ENROLLMENT.CHANGE_INCOMPLETE', { action });
    if (startsOn !== undefined && startsOn <= laterOf(one.startsOn, this.clock.today()))
      throw new DomainError('ENROLLMENT.POSTPONED_BACKWARDS', { date: one.startsOn });
  }
}

const laterOf = (a: string, b: string): string => (a > b ? a : b);

function openClass(classes: ReadonlyMap<string, DecidedClass>, id: string): DecidedClass {
  const one = classes.get(id);
  if (!one) throw new NotFoundError('ENROLLMENT.CLASS_UNKNOWN', { id });
  if (one.status !== 'open') throw new DomainError('ENROLLMENT.CLASS_NOT_OPEN', { status: one.status });
  return one;
}
