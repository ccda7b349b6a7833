import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';

export class ListTaught {
  @ApiProperty({ type: [String], format: 'uuid', maxItems: 1_000 })
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  @IsUUID(undefined, { each: true })
  personIds!: string[];
}

const TAUGHT = `
  SELECT DISTINCT person_id AS "personId" FROM seat JOIN training_class c ON c.id = class_id
  WHERE person_id = ANY ($1::uuid[]) AND seat.status <> 'released' AND c.trainer = $2 ORDER BY person_id`;

/** Whom a trainer teaches: people with a seat, taken or still to be taken, in a class that names the account. */
@Injectable()
export class ListTaughtHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ personIds }: ListTaught, trainer: string): Promise<{ items: { personId: string }[] }> {
    return { items: await queryRows<{ personId: string }>(this.dataSource, TAUGHT, [personIds, trainer]) };
  }
}
