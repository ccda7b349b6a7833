import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Clock, ConflictError, daysBetween, DomainError, ForbiddenError, isDate, newId } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, ROLES, type Account, type RequestKey, type Role } from '#platform';
import { appendAudit } from '../database/append-audit.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONGEST_DAYS = 366;

export class DelegateRole {
  @ApiPropertyOptional({ description: 'Who is absent; left out, the caller delegates for themselves' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  fromSubject?: string;

  @ApiProperty({ description: 'Who stands in' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  toSubject!: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: Role;

  @ApiProperty() @Matches(DAY) from!: string;
  @ApiProperty({ description: 'The last day' }) @Matches(DAY) to!: string;

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2_000)
  reason!: string;
}

const INSERT = `
  INSERT INTO delegation (id, kind, from_subject, to_subject, role, valid, reason, created_by)
  VALUES ($1, $2, $3, $4, $5, daterange($6, $7, '[]'), $8, $9)`;
const OVERLAP = `
  SELECT FROM delegation WHERE from_subject = $1 AND role = $2 AND valid && daterange($3, $4, '[]') AND revoked_at IS NULL`;

/** Lets somebody stand in for a role for a time: by who holds it, or for an absent one by the chairman or an operator. */
@Injectable()
export class DelegateRoleHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(body: DelegateRole, by: Account, key: RequestKey) {
    return this.idempotency.run(key, { body, by }, tx => this.delegate(body, by, tx));
  }

  private async delegate(body: DelegateRole, by: Account, tx: Tx) {
    const { toSubject, role, from, to, reason, fromSubject = by.subject } = body;
    const today = this.clock.today();
    const isDated = isDate(from) && isDate(to) && from >= today && to >= from && daysBetween(from, to) <= LONGEST_DAYS;
    if (!isDated) throw new DomainError('APPROVALS.DELEGATION_PERIOD', { today });
    const own = fromSubject === by.subject;
    const mayRecord = by.roles.includes('chairman') || by.roles.includes('operator');
    const allowed = own ? by.roles.includes(role) : mayRecord && toSubject !== by.subject;
    if (!allowed || fromSubject === toSubject) throw new ForbiddenError('APPROVALS.DELEGATION_NOT_YOURS');
    // The exclusion constraint has the last word; asked first, the answer is a sentence.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 1))`, [fromSubject]);
    if ((await tx.query(OVERLAP, [fromSubject, role, from, to])).length > 0)
      throw new ConflictError('APPROVALS.DELEGATION_OVERLAPS', { role });
    const id = newId();
    const kind = own ? 'delegation' : 'absence';
    await tx.query(INSERT, [id, kind, fromSubject, toSubject, role, from, to, reason, by.subject]);
    await appendAudit(tx, [
      {
        at: this.clock.now().toISOString(),
        subject: by.subject,
        action: kind,
        objectType: 'delegation',
        objectId: id,
        contentHash: '',
        result: 'active',
      },
    ]);
    return { id, kind, fromSubject, toSubject, role, from, to };
  }
}
