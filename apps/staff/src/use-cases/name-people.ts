import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { type Account, EVERYBODY, withinScope } from '#platform';
import { TaughtPeople } from '../taught-people.js';

export class NamePeople {
  @ApiProperty({ type: [String], format: 'uuid', maxItems: 1_000 })
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  @IsUUID(undefined, { each: true })
  personIds!: string[];
}

interface NamedPerson {
  personId: string;
  staffCode: string;
  fullName: string;
}

const NAMES = `
  SELECT id AS "personId", staff_code AS "staffCode", full_name AS "fullName" FROM person
  WHERE id = ANY ($1::uuid[]) AND erased_at IS NULL ORDER BY id`;

/**
 * The names behind ids, for whoever prints a list or a certificate; a name that was forgotten is missing, and so is anybody
 * whom a trainer does not teach.
 */
@Injectable()
export class NamePeopleHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly taught: TaughtPeople,
  ) {}

  async execute({ personIds }: NamePeople, { everyClass }: Account, token: string): Promise<{ items: NamedPerson[] }> {
    const ids = everyClass ? personIds : await this.taught.among(personIds, token);
    // The database knows no classes, and would show a trainer nobody.
    const items = await withinScope(EVERYBODY, () => queryRows<NamedPerson>(this.dataSource, NAMES, [ids]));
    return { items };
  }
}
