import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { DataSource } from 'typeorm';
import { addDays, Clock } from '#kernel';
import { queryRows } from '#messaging';
import { OPEN_CLASSES, SMALL_CLASSES } from '../database/small-classes.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import { mergersOf, type OfferedClass } from '../rules/small-classes.js';

export class ListSmallClasses {
  @ApiPropertyOptional({
    minimum: 1,
    maximum: 365,
    description: 'Classes that begin within so many days; as SMALL_CLASS_DAYS says when left out',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(365)
  days?: number;
}

type Small = OfferedClass & { asked: string | null };

const MOST_NEIGHBOURS = 5;

/** Classes near their date with too few people, and into which others theirs could go. */
@Injectable()
export class ListSmallClassesHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly config: EnrollmentConfig,
  ) {}

  async execute({ days = this.config.SMALL_CLASS_DAYS }: ListSmallClasses) {
    const today = this.clock.today();
    const small = await queryRows<Small>(this.dataSource, SMALL_CLASSES, [addDays(today, days)]);
    const open = await queryRows<OfferedClass>(this.dataSource, OPEN_CLASSES, [today]);
    const items = small.map(({ asked, ...one }) => {
      const mergers = mergersOf(one, open).slice(0, MOST_NEIGHBOURS);
      return { ...one, missing: one.minimum - one.granted, asked, mergers, cancel: { waitAgain: one.granted } };
    });
    return { items };
  }
}
