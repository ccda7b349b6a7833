import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayUnique, IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { CAUSES, DUTY_CODES, POST_CODES, type Cause, type DutyCode } from '#contracts';
import { Clock, ConflictError, DomainError, ForbiddenError, NotFoundError } from '#kernel';
import { outgoing, type Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { codeOfDay } from '../database/code-of-day.js';
import { loadFacts } from '../database/load-facts.js';
import { findBeingMoved, lockRegistry } from '../database/registry-lock.js';
import { readWholeCareer } from '../database/whole-career.js';
import { writeBackdated } from '../database/write-backdated.js';
import { writeMoves } from '../database/write-moves.js';
import { assignmentEvent, type WrittenMove } from '../rules/assignment-event.js';
import { checkMoves } from '../rules/check-moves.js';
import type { Fault } from '../rules/fault.js';
import { ACTIONS, type Action, type Move } from '../rules/move.js';
import { readMove } from '../rules/read-move.js';

export class ReassignPerson {
  @ApiProperty({ enum: ACTIONS }) @IsIn(ACTIONS) action!: Action;
  /** A unit is named by its id, or by its code at the effective date. */
  @ApiPropertyOptional({ format: 'uuid' }) @IsOptional() @IsUUID() unitId?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() unitCode?: string;
  @ApiPropertyOptional({ enum: POST_CODES }) @IsOptional() @IsString() post?: string;
  @ApiPropertyOptional({ enum: DUTY_CODES, isArray: true })
  @IsOptional()
  @IsIn(DUTY_CODES, { each: true })
  @ArrayUnique()
  duties?: DutyCode[];
  @ApiProperty({ enum: CAUSES }) @IsIn(CAUSES) cause!: Cause;
  @ApiProperty({ format: 'date' }) @IsString() effectiveDate!: string;
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) decision!: string;
}

export interface ReassignedView {
  personId: string;
  revision: number;
}

/** One change made by hand: it does not wait behind a batch that is being applied. */
@Injectable()
export class ReassignPersonHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(personId: string, command: ReassignPerson, key: RequestKey): Promise<ReassignedView> {
    return this.idempotency.run(key, { personId, ...command }, async tx => {
      await lockRegistry(tx, 'shared');
      const person = await lockPerson(tx, personId);
      const moving = await findBeingMoved(tx, [personId]);
      if (moving) throw new ConflictError('STAFF.PERSON_BEING_MOVED', { ...moving });
      const move = await checked(tx, person, await codeOfUnit(tx, command), command, this.clock.today());
      const written = await write(tx, move);
      const { revision } = written;
      await keepBasis(tx, { ...command, personId, revision, until: move.until, subject: key.subject });
      tx.publish(outgoing(assignmentEvent(written, command.cause, null), { key: personId, revision }));
      return { personId, revision };
    });
  }
}

/** About the present, or late: then the present stays as it is, as with a row of a batch. */
async function write(tx: Tx, move: Move): Promise<WrittenMove> {
  const { until } = move;
  const [written] = until === null ? await writeMoves(tx, [move]) : await writeBackdated(tx, [{ ...move, until }]);
  if (!written) throw new Error(`Nothing was written for person ${move.personId}`);
  return written;
}

interface Basis extends ReassignPerson {
  personId: string;
  revision: number;
  until: string | null;
  subject: string;
}

/** Who changed it, on what decision: a batch keeps that itself, a change by hand has only this. */
async function keepBasis(tx: Tx, basis: Basis): Promise<void> {
  const { personId, revision, action, cause, decision, effectiveDate, until, subject } = basis;
  await tx.query(
    `INSERT INTO reassignment_by_hand (person_id, revision, action, cause, decision, effective_date, until, changed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [personId, revision, action, cause, decision, effectiveDate, until, subject],
  );
}

interface Person {
  id: string;
  staffCode: string;
  fullName: string;
}

async function lockPerson(tx: Tx, id: string): Promise<Person> {
  const [person] = await tx.query<Person>(
    'SELECT id, staff_code AS "staffCode", full_name AS "fullName" FROM person WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (!person) throw new NotFoundError('STAFF.PERSON_ID_UNKNOWN', { id });
  return person;
}

// The date is not checked yet, so it is compared as it was written.
const CODE_ON_DAY = `SELECT ${codeOfDay('$1', '$2', 'text')} AS code`;

async function codeOfUnit(tx: Tx, { unitId, unitCode, effectiveDate }: ReassignPerson): Promise<string> {
  if (!unitId) return unitCode ?? '';
  const [unit] = await tx.query<{ code: string | null }>(CODE_ON_DAY, [unitId, effectiveDate]);
  if (!unit?.code) throw new NotFoundError('STAFF.UNIT_ID_UNKNOWN', { id: unitId });
  return unit.code;
}

/** The same checks as for a row of a batch; and nobody changes days in a unit that the caller does not see. */
async function checked(
  tx: Tx,
  { id: personId, ...person }: Person,
  unitCode: string,
  command: ReassignPerson,
  today: string,
): Promise<Move> {
  const { action, post = '', duties = [], effectiveDate, unitId } = command;
  const faults: Fault[] = [];
  const values = { ...person, action, unitCode, post, duties: duties.join(';'), effectiveDate };
  const draft = readMove({ row: 1, values }, { today, effectiveDate: null }, faults);
  const spans = await readWholeCareer(tx, personId);
  if (spans.some(({ from, to, seen }) => !seen && from <= effectiveDate && (to === null || effectiveDate < to)))
    throw new ForbiddenError('STAFF.OUT_OF_SCOPE');
  const { unitOn } = await loadFacts(tx, [draft]);
  const result = checkMoves([draft], { unitOn, careers: new Map([[person.staffCode, { spans }]]) });
  const [fault] = [...faults, ...result.faults];
  if (fault) throw new DomainError(fault.code, fault.params);
  const [move] = result.moves;
  if (!move || (unitId && action !== 'leave' && move.unitId !== unitId))
    throw new DomainError('STAFF.UNIT_UNKNOWN', { code: unitCode, date: effectiveDate });
  return move;
}
