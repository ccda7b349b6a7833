import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { addDays, Clock } from '#kernel';
import { queryRows } from '#messaging';
import { CLASS_SIZE } from '../database/class-sizes.js';
import { roomOf, type ClassSize } from '../rules/class-change.js';

export class ListSmallClasses {
  @ApiPropertyOptional({ minimum: 1, maximum: 365, default: 14, description: 'Classes that begin within so many days' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  days?: number;
}

type Small = ClassSize & { classType: string; asked: string | null };

const SMALL = `
  SELECT ${CLASS_SIZE}, class_type AS "classType",
    (SELECT action FROM class_change x WHERE x.class_id = c.id AND x.status = 'asked') AS asked
  FROM training_class c WHERE status = 'open' AND granted < minimum AND starts_on <= $1::date ORDER BY starts_on, id`;

const NEIGHBOURS = `
  SELECT ${CLASS_SIZE}, class_type AS "classType" FROM training_class WHERE status = 'open' AND starts_on > $1::date
  ORDER BY starts_on, id`;

const MOST_NEIGHBOURS = 5;

/** Classes near their date with too few people, and into which others theirs could go. */
@Injectable()
export class ListSmallClassesHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async execute({ days = 14 }: ListSmallClasses) {
    const today = this.clock.today();
    const small = await queryRows<Small>(this.dataSource, SMALL, [addDays(today, days)]);
    const open = await queryRows<Small>(this.dataSource, NEIGHBOURS, [today]);
    const items = small.map(({ asked, ...one }) => {
      const neighbours = open.filter(({ id, classType }) => id !== one.id && classType === one.classType);
      const mergers = neighbours
        .map(into => ({
          classId: into.id,
          startsOn: into.startsOn,
          moved: Math.min(one.granted, Math.max(0, roomOf(into))),
        }))
        .filter(({ moved }) => moved > 0)
        .sort((a, b) => b.moved - a.moved || (a.startsOn < b.startsOn ? -1 : 1))
        .slice(0, MOST_NEIGHBOURS);
      return { ...one, missing: one.minimum - one.granted, asked, mergers, cancel: { waitAgain: one.granted } };
    });
    return { items };
  }
}
