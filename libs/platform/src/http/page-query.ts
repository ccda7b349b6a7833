import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/**
 * Base of the query of a list that is read page by page, with how many rows a page has.
 *
 * @example
 * export class ListPeople extends PageQuery(100, 1_000) { … }
 */
export function PageQuery(usual: number, most: number) {
  class Query {
    @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: most, default: usual })
    @IsOptional()
    @Type(() => Number)
    @IsInt()
    @Min(1)
    @Max(most)
    limit: number = usual;

    /** Read by `@AtCursor()`. */
    @ApiPropertyOptional({ description: 'What the page before of the same list gave as `next`' })
    @IsOptional()
    @IsString()
    @MaxLength(500)
    after?: string;
  }
  return Query;
}
