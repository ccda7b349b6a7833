import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsDefined,
  IsIn,
  IsLatitude,
  IsLongitude,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { UNIT_LEVELS, type UnitLevel } from '#contracts';
import { IsCalendarDate } from './calendar-date.js';

const MOST = 20_000;

class UnitToEstablish {
  @ApiProperty() @Matches(/^[A-Z0-9][A-Z0-9.-]{0,19}$/) code!: string;
  @ApiProperty() @IsString() @IsNotEmpty() name!: string;
  @ApiProperty() @IsString() @IsNotEmpty() kind!: string;
  @ApiProperty({ enum: UNIT_LEVELS }) @IsIn(UNIT_LEVELS) level!: UnitLevel;
  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() parentCode?: string | null;
  @ApiPropertyOptional({ type: Number }) @IsOptional() @IsLongitude() longitude?: number | null;
  @ApiPropertyOptional({ type: Number }) @IsOptional() @IsLatitude() latitude?: number | null;
}

class Merge {
  @ApiProperty() @IsString() @IsNotEmpty() oldCode!: string;
  @ApiProperty() @IsString() @IsNotEmpty() newCode!: string;
}

class Rename {
  @ApiProperty() @IsString() @IsNotEmpty() code!: string;
  @ApiPropertyOptional() @IsOptional() @Matches(/^[A-Z0-9][A-Z0-9.-]{0,19}$/) newCode?: string;
  @ApiProperty() @IsString() @IsNotEmpty() name!: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @IsNotEmpty() kind?: string;
}

class Division {
  @ApiProperty() @IsString() @IsNotEmpty() code!: string;
  @ApiProperty({ type: [String] }) @ArrayNotEmpty() @IsString({ each: true }) newCodes!: string[];
}

class Decision {
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) number!: string;
  @ApiProperty({ format: 'date' }) @IsCalendarDate() issuedOn!: string;
  /** Who issued it, such as “Ủy ban Thường vụ Quốc hội”. */
  @ApiProperty() @IsString() @IsNotEmpty() @MaxLength(200) issuer!: string;
}

/** A decision that rearranges units, as it is sent. */
export class ChangeUnits {
  @ApiProperty({ format: 'date' }) @IsCalendarDate() effectiveDate!: string;
  @ApiProperty() @IsDefined() @ValidateNested() @Type(() => Decision) decision!: Decision;
  @ApiProperty({ type: [UnitToEstablish] })
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => UnitToEstablish)
  establish!: UnitToEstablish[];
  @ApiProperty({ type: [Merge] })
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => Merge)
  merges!: Merge[];
  @ApiProperty({ type: [String] }) @ArrayMaxSize(MOST) @IsString({ each: true }) dissolve!: string[];
  /** Units that go on under another name, kind or code. */
  @ApiPropertyOptional({ type: [Rename] })
  @IsOptional()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => Rename)
  rename?: Rename[];
  /** Units that end, each with those that take its place. */
  @ApiPropertyOptional({ type: [Division] })
  @IsOptional()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => Division)
  split?: Division[];
  /** Units that go on, each with those that were taken out of it. */
  @ApiPropertyOptional({ type: [Division] })
  @IsOptional()
  @ArrayMaxSize(MOST)
  @ValidateNested({ each: true })
  @Type(() => Division)
  separate?: Division[];
}
