import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import type { WaitingReason } from '#contracts';
import { queryRows } from '#messaging';
import { type Cursor, PageQuery } from '#platform';
import type { SkipReason } from '../rules/allocate-seats.js';
import { ORDER_RULE } from '../rules/order-rule.js';
import { SEAT_REASONS } from '../rules/seat-reasons.js';

export class ShowWaitlist extends PageQuery(100, 500) {
  @ApiPropertyOptional()
  @IsOptional()
  @IsUUID()
  unitId?: string;
}

interface Waiting {
  personId: string;
  unitId: string;
  classType: string;
  /** What the person waits to be taught; null where a class teaches everybody what is their turn. */
  skill: string | null;
  earliest: string;
  deadline: string;
  reason: WaitingReason;
  since: string;
  place: number;
  waiting: number;
}

// The people of a unit are looked up first: the list of everybody is put together from every open duty.
const WAITING = `
  WITH page AS (
    SELECT * FROM waiting_person w
    WHERE ($1::uuid IS NULL OR (unit_id = $1 AND person_id = ANY (ARRAY(
        SELECT person_id FROM training_duty WHERE unit_id = $1 AND status = 'open' AND waiting_reason IS NOT NULL))))
      AND ($2::date IS NULL OR (deadline, person_id) > ($2, $3::uuid))
    ORDER BY deadline, person_id LIMIT $4)
  SELECT person_id AS "personId", unit_id AS "unitId", class_type AS "classType", skill, earliest, deadline, reason, since, place,
    waiting
  FROM page JOIN waitlist_places(ARRAY(SELECT person_id FROM page)) USING (person_id) ORDER BY deadline, person_id`;

const SKIPS = `
  SELECT person_id AS "personId", class_id AS "classId", starts_on AS "startsOn", reason, skipped_on AS "since"
  FROM seat_skip JOIN training_class ON training_class.id = class_id
  WHERE person_id = ANY ($1::uuid[]) AND status = 'open' ORDER BY starts_on, class_id`;

/** Who waits, in the published order, with the place among all who wait for the same type of class, and the same skill where classes teach one, and why each class passed by. */
@Injectable()
export class ShowWaitlistHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ unitId, limit }: ShowWaitlist, cursor: Cursor) {
    const params = [unitId ?? null, ...cursor.after('date', 'uuid'), limit + 1];
    const rows = await queryRows<Waiting>(this.dataSource, WAITING, params);
    const page = cursor.page(rows, limit, ({ deadline, personId }) => [deadline, personId]);
    const skips = await queryRows<{ personId: string; classId: string; reason: SkipReason }>(this.dataSource, SKIPS, [
      page.items.map(({ personId }) => personId),
    ]);
    const byPerson = Map.groupBy(skips, ({ personId }) => personId);
    const items = page.items.map(({ reason, ...waiting }) => ({
      ...waiting,
      reason: { code: reason, ...SEAT_REASONS[reason] },
      skippedBy: (byPerson.get(waiting.personId) ?? []).map(({ personId: _personId, reason: why, ...skip }) => ({
        ...skip,
        reason: { code: why, ...SEAT_REASONS[why] },
      })),
    }));
    return { orderRule: ORDER_RULE, ...page, items };
  }
}
