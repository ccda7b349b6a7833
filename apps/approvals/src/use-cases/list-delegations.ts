import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '#kernel';
import type { Account, Role } from '#platform';

interface Delegation {
  id: string;
  kind: 'delegation' | 'absence';
  fromSubject: string;
  toSubject: string;
  role: Role;
  from: string;
  /** The last day. */
  to: string;
  reason: string;
  createdBy: string;
}

const LIST = `
  SELECT id, kind, from_subject AS "fromSubject", to_subject AS "toSubject", role, lower(valid)::text AS "from",
    (upper(valid) - 1)::text AS "to", reason, created_by AS "createdBy"
  FROM delegation
  WHERE revoked_at IS NULL AND upper(valid) > $1::date AND ($2::text IS NULL OR $2 IN (from_subject, to_subject, created_by))
  ORDER BY lower(valid), id LIMIT 500`;

/** Delegations of now and later: all for the chairman, an operator and an auditor, the own ones for everybody else. */
@Injectable()
export class ListDelegationsHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute({ subject, roles }: Account) {
    const sees = (['chairman', 'operator', 'auditor'] as const).some(role => roles.includes(role));
    const items: Delegation[] = await this.dataSource.query(LIST, [this.clock.today(), sees ? null : subject]);
    return { items };
  }
}
